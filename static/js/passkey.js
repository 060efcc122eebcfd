/* Passkeys: asks the browser for an answer to the page's challenge and sends it with the form. Only pages about passkeys load this file. */
(function () {
  'use strict';

  function bytes(text) {
    var plain = window.atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(plain, function (sign) { return sign.charCodeAt(0); });
  }

  function text(buffer) {
    var plain = Array.prototype.map.call(new Uint8Array(buffer), function (byte) { return String.fromCharCode(byte); }).join('');
    return window.btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  }

  function listed(keys) {
    return (keys || []).map(function (key) { return { type: key.type, id: bytes(key.id), transports: key.transports || [] }; });
  }

  function asked(form) {
    var options = JSON.parse(form.getAttribute('data-options'));
    var wanted = options.publicKey;
    wanted.challenge = bytes(wanted.challenge);
    if (form.getAttribute('data-passkey') === 'create') {
      wanted.user.id = bytes(wanted.user.id);
      wanted.excludeCredentials = listed(wanted.excludeCredentials);
      return navigator.credentials.create(options);
    }
    wanted.allowCredentials = listed(wanted.allowCredentials);
    return navigator.credentials.get(options);
  }

  function written(key) {
    var response = {};
    ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'].forEach(function (part) {
      if (key.response[part]) { response[part] = text(key.response[part]); }
    });
    return JSON.stringify({
      id: key.id, rawId: text(key.rawId), type: key.type, response: response, clientExtensionResults: key.getClientExtensionResults()
    });
  }

  if (!window.PublicKeyCredential || !navigator.credentials) { return; }
  Array.prototype.forEach.call(document.querySelectorAll('form[data-passkey]'), function (form) {
    var failed = form.querySelector('[data-failed]');
    form.querySelector('[data-works]').hidden = false;
    form.querySelector('[data-lacking]').hidden = true;
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      failed.hidden = true;
      asked(form).then(function (key) {
        form.elements.credential.value = written(key);
        form.submit();
      }).catch(function () { failed.hidden = false; });
    });
  });
}());
