"""A program that asks the API."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from shanhai.programme.actions.tokens import make_token


class Program:
    """A program with a token."""

    def __init__(self, client, account, *permissions: str) -> None:
        self.client = client
        _, self.text = make_token(by=account, name="a program", permissions=permissions, days=30)

    def get(self, path: str):
        return self.client.get(path, headers={"authorization": f"Bearer {self.text}"})

    def put(self, path: str, body: dict):
        headers = {"authorization": f"Bearer {self.text}"}
        return self.client.put(path, body, content_type="application/json", headers=headers)

    def delete(self, path: str):
        return self.client.delete(path, headers={"authorization": f"Bearer {self.text}"})

    def post(self, path: str, body: dict):
        headers = {"authorization": f"Bearer {self.text}"}
        return self.client.post(path, body, content_type="application/json", headers=headers)

    def send(self, path: str, fields: dict, name: str, content: bytes):
        headers = {"authorization": f"Bearer {self.text}"}
        return self.client.post(path, {**fields, "file": SimpleUploadedFile(name, content)}, headers=headers)
