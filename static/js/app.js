/* Small comforts; every screen works without this file. Written for old phones: no modern syntax. */
(function () {
  'use strict';

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  /* Leaving quickly also takes this page out of the way of the back button. */
  each('a.exit', function (link) {
    link.addEventListener('click', function (event) {
      event.preventDefault();
      window.location.replace(link.href);
    });
  });

  /* The summary of faults is read first. */
  each('.error-summary', function (summary) { summary.focus(); });

  /* A second press while the first is on its way is held back for some seconds. */
  each('form[method="post"]', function (form) {
    var sent = 0;
    form.addEventListener('submit', function (event) {
      var now = Date.now();
      if (now - sent < 8000) { event.preventDefault(); }
      sent = now;
    });
    window.addEventListener('pageshow', function () { sent = 0; });
  });

  /* "Salin kode" appears only where copying works. */
  each('[data-copy]', function (button) {
    if (!navigator.clipboard) { return; }
    button.parentNode.hidden = false;
    button.addEventListener('click', function () {
      var code = document.getElementById(button.getAttribute('data-copy')).textContent;
      navigator.clipboard.writeText(code.trim().replace(/\s+/g, ' ')).then(function () {
        button.textContent = button.getAttribute('data-copied');
      });
    });
  });

  /* Printing from a button that is hidden without this file. */
  each('[data-print]', function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });

  /* Words left in a long answer: <textarea data-max-words="3000" data-words-left="Sisa {n} kata">. */
  each('textarea[data-max-words]', function (area) {
    /* Seen at every letter, but told to a screen reader only when the field is left. */
    var line = document.createElement('p'), told = document.createElement('p');
    var thousands = document.documentElement.lang === 'en' ? ',' : '.';
    line.className = 'form-text';
    line.setAttribute('aria-hidden', 'true');
    told.className = 'visually-hidden';
    told.setAttribute('role', 'status');
    area.parentNode.insertBefore(told, area.nextSibling);
    area.parentNode.insertBefore(line, told);
    function count() {
      var words = area.value.trim() ? area.value.trim().split(/\s+/).length : 0;
      var left = String(area.getAttribute('data-max-words') - words).replace(/\B(?=(\d{3})+$)/g, thousands);
      line.textContent = area.getAttribute('data-words-left').replace('{n}', left);
    }
    area.addEventListener('input', count);
    area.addEventListener('change', function () { count(); told.textContent = line.textContent; });
    count();
  });

  /* Size of a chosen file, before it is sent: <input type="file" data-max-bytes="5242880" data-too-big="…">. */
  each('input[type="file"]', function (input) {
    var line = document.createElement('p');
    line.className = 'form-text';
    line.setAttribute('role', 'status');
    input.parentNode.insertBefore(line, input.nextSibling);
    input.addEventListener('change', function () {
      var limit = Number(input.getAttribute('data-max-bytes'));
      line.textContent = Array.prototype.map.call(input.files, function (file) {
        var words = file.name + ', ' + Math.max(1, Math.round(file.size / 1024)) + ' KB';
        return limit && file.size > limit ? words + '. ' + input.getAttribute('data-too-big') : words;
      }).join('; ');
    });
  });

  /* Ctrl+Enter saves where a form says so. */
  each('form[data-ctrl-enter]', function (form) {
    form.addEventListener('keydown', function (event) {
      var button = form.querySelector('[type="submit"]');
      if (event.ctrlKey && event.key === 'Enter' && button) { button.click(); }
    });
  });
}());
