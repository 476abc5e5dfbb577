"""Object storage for tests: a bucket of an S3 server (of moto) on this machine."""

from collections.abc import Callable, Iterator

import boto3
import pytest
from moto.server import ThreadedMotoServer

from bps_portal.settings.env import uploads

BUCKET = "portal"


@pytest.fixture(scope="module")
def bucket_server() -> Iterator[str]:
    """The address of an S3 server with an empty bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    _client(address).create_bucket(Bucket=BUCKET)
    yield address
    server.stop()


@pytest.fixture
def bucket(bucket_server: str, settings) -> Callable[[], set[str]]:
    """Uploads go into the bucket; return the names of what lies there."""
    settings.STORAGES = settings.STORAGES | {"default": storage_at(bucket_server)}

    def names() -> set[str]:
        found = _client(bucket_server).list_objects_v2(Bucket=BUCKET).get("Contents", [])
        return {entry["Key"] for entry in found}

    return names


def storage_at(address: str) -> dict[str, object]:
    """Return the storage that the portal makes of settings which name the bucket at a server."""
    return uploads(
        {
            "S3_BUCKET": BUCKET,
            "S3_ENDPOINT_URL": address,
            "S3_REGION": "us-east-1",
            "S3_ACCESS_KEY_ID": "key",
            "S3_SECRET_ACCESS_KEY": "secret",
        }
    )


def _client(address: str):
    return boto3.client(
        "s3",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )
