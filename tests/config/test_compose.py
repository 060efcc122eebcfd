import re

import pytest
from django.conf import settings

yaml = pytest.importorskip("yaml", reason="needs PyYAML: comes with requirements-check.txt")

APPLICATION = {"web", "worker", "dispatch", "beat", "setup"}
PASSWORD_IN_ADDRESS = re.compile(r"://\w*:(?!\$\{)[^@\s]+@")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())


def targets(service: dict) -> set[str]:
    return {volume["target"] for volume in service.get("volumes", []) if isinstance(volume, dict)}


def test_the_services_are_these(compose):
    assert set(compose["services"]) == APPLICATION | {"postgres", "redis"}


def test_only_the_dispatch_worker_holds_the_dispatch_key(compose):
    services = compose["services"]
    running = {name: service for name, service in services.items() if service.get("profiles") is None}

    assert [name for name, service in running.items() if "/run/keys/dispatch.key" in targets(service)] == ["dispatch"]
    assert [name for name, service in running.items() if "DISPATCH_KEY_FILE" in service.get("environment", {})] == ["dispatch"]
    assert [name for name, service in services.items() if "/run/keys" in targets(service)] == ["setup"]


def test_the_queues_are_parted(compose):
    commands = {name: compose["services"][name]["command"] for name in ("worker", "dispatch")}

    assert {name: words[words.index("--queues") + 1] for name, words in commands.items()} == {"worker": "default", "dispatch": "dispatch"}


def test_every_part_of_the_product_is_fenced_in(compose):
    fences = {name: (service["cap_drop"], service["security_opt"]) for name, service in compose["services"].items() if name in APPLICATION}

    assert fences == dict.fromkeys(APPLICATION, (["ALL"], ["no-new-privileges:true"]))


def test_nothing_is_reachable_from_outside_but_the_web_server_on_loopback(compose):
    published = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}

    assert published == {"web": ["127.0.0.1:${PORT:-8000}:8000"]}


def test_what_others_wait_for_says_whether_it_is_healthy(compose):
    assert {name for name, service in compose["services"].items() if "healthcheck" in service} == {"web", "postgres", "redis"}


def test_the_file_holds_no_secret(compose):
    given = [pair for service in compose["services"].values() for pair in service.get("environment", {}).items()]
    secret = [(name, value) for name, value in given if re.search("PASSWORD|SECRET|TOKEN|AUTH", name)]

    assert [name for name, value in secret if not value.startswith("${")] == []
    assert [name for name, value in given if PASSWORD_IN_ADDRESS.search(value)] == []


def test_the_image_runs_as_an_ordinary_account_and_writes_no_access_log():
    lines = (settings.BASE_DIR / "Dockerfile").read_text().splitlines()

    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001:10001"]
    assert any("--no-access-log" in line for line in lines)
