"""Keyrings for tests: one that works, one that fails, one that forgets, one in a chain."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Keeps secrets in a dictionary for the time of one test."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.secrets = {}

    def get_password(self, service, username):
        return self.secrets.get((service, username))

    def set_password(self, service, username, password):
        self.secrets[service, username] = password

    def delete_password(self, service, username):
        if self.secrets.pop((service, username), None) is None:
            raise PasswordDeleteError("no such secret")


class FailingKeyring(KeyringBackend):
    """Looks sound and refuses every call, like one that is locked."""

    priority = 1

    def get_password(self, *_):
        raise KeyringLocked("locked")

    def set_password(self, *_):
        raise KeyringLocked("locked")

    def delete_password(self, *_):
        raise KeyringLocked("locked")


class ForgetfulKeyring(MemoryKeyring):
    """Takes secrets and keeps none."""

    def set_password(self, *_):
        pass


class Chain(KeyringBackend):
    """Several keyrings behind one another, as keyring's own chain offers them."""

    priority = 10

    def __init__(self, *backends):
        super().__init__()
        self.backends = list(backends)

    def get_password(self, *_):
        raise AssertionError("the chain would ask members that prompt")

    def set_password(self, *_):
        raise AssertionError("the chain would ask members that prompt")
