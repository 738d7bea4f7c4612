# One image for web, worker, beat, sequencer and migrate; docker-compose.yml says which command is which.
FROM python:3.11-slim

WORKDIR /srv/markwarden
COPY requirements/production.txt requirements/production.txt
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/production.txt

COPY . .
# A number, so that the owner of the mounted secrets can be named on the host.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin markwarden \
    && install -d -o markwarden -g markwarden -m 0750 /var/lib/markwarden \
    && install -d -o markwarden -g markwarden -m 0755 /roles \
    && python -m compileall -q .
USER 10001

ENV DJANGO_SETTINGS_MODULE=config.settings \
    MARKWARDEN_STATE=/var/lib/markwarden \
    PYTHONUNBUFFERED=1
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm"]
