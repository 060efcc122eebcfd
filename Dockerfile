# One image for web, workers and beat. It holds no secret and runs as an ordinary account that owns no code.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    VAR_DIR=/srv/pengaduan/var \
    STATIC_ROOT=/srv/pengaduan/static-collected \
    MEDIA_ROOT=/srv/pengaduan/media

# pg_dump and pg_restore for manage.py backup and restore; as new as the server of docker-compose.yml.
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client-15 && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 pengaduan && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin pengaduan
WORKDIR /srv/pengaduan
COPY requirements.txt .
RUN python -m pip install --require-hashes -r requirements.txt
COPY . .
RUN mkdir -p "$VAR_DIR" "$STATIC_ROOT" "$MEDIA_ROOT" && chown 10001:10001 "$VAR_DIR" "$STATIC_ROOT" "$MEDIA_ROOT"

USER 10001:10001
# The local settings need no secret from outside; this one signs nothing and ends with the step.
RUN DJANGO_SETTINGS_MODULE=config.settings.local SECRET_KEY=only-while-the-image-is-built python manage.py prepare --static-only

EXPOSE 8000
# No access log: a line of it would tie a reporter's address to a public page.
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--http", "1", "--no-ws", "--workers", "2", \
     "--blocking-threads", "4", "--no-access-log", "--workers-kill-timeout", "20", "config.wsgi:application"]
