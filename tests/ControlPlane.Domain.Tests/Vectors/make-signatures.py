"""Writes signatures.json: bundles as the OpenSSF's model signing makes them, by pyca/cryptography, which shares no code with the product.

Run it with Python 3 and cryptography; keys and signatures are new every time, what they say is not.
"""

import base64
import hashlib
import json
import pathlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

FILE = b"the bytes of a model\n"
OTHER = b"the bytes of another one\n"
HASHES = {"P256": hashes.SHA256(), "P384": hashes.SHA384(), "P521": hashes.SHA512()}
CURVES = {"P256": ec.SECP256R1(), "P384": ec.SECP384R1(), "P521": ec.SECP521R1()}
KEYS = {name: ec.generate_private_key(curve) for name, curve in CURVES.items()}
STRANGER = ec.generate_private_key(ec.SECP256R1())


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def statement(files, **changes):
    resources = [{"name": name, "algorithm": "sha256", "digest": sha256(data)} for name, data in sorted(files.items())]
    root = hashlib.sha256(b"".join(bytes.fromhex(r["digest"]) for r in resources)).hexdigest()
    made = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "pets", "digest": {"sha256": root}}],
        "predicateType": "https://model_signing/signature/v1.0",
        "predicate": {
            "serialization": {"method": "files", "hash_type": "sha256", "allow_symlinks": False, "ignore_paths": ["model.sig", ".git"]},
            "resources": resources,
        },
    }
    made.update(changes)
    return made


def bundle(payload, curve="P256", key=None, payload_type="application/vnd.in-toto+json"):
    raw = json.dumps(payload, indent=2).encode()
    signed = b"DSSEv1 %d %s %d %s" % (len(payload_type), payload_type.encode(), len(raw), raw)
    key = key or KEYS[curve]
    return {
        "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
        "verificationMaterial": {"publicKey": {"hint": sha256(pem(key).encode())}, "tlogEntries": []},
        "dsseEnvelope": {
            "payload": base64.b64encode(raw).decode(),
            "payloadType": payload_type,
            "signatures": [{"sig": base64.b64encode(key.sign(signed, ec.ECDSA(HASHES[curve]))).decode(), "keyid": ""}],
        },
    }


def pem(key):
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def changed(made):
    """The payload names another file, the signature stays."""
    other = dict(made)
    envelope = dict(made["dsseEnvelope"])
    envelope["payload"] = base64.b64encode(json.dumps(statement({"model.onnx": OTHER}), indent=2).encode()).decode()
    other["dsseEnvelope"] = envelope
    return other


own = statement({"model.onnx": FILE})
lie = statement({"model.onnx": FILE})
lie["subject"] = [{"name": "pets", "digest": {"sha256": sha256(b"something else")}}]

cases = {
    "P-256": bundle(own),
    "P-384": bundle(own, "P384"),
    "P-521": bundle(own, "P521"),
    "one file of several, under another name": bundle(statement({"config.json": b"{}", "weights/renamed.bin": FILE})),
    "other file": bundle(statement({"model.onnx": OTHER})),
    "stranger": bundle(own, key=STRANGER),
    "payload changed": changed(bundle(own)),
    "digest of the whole is not of the files": bundle(lie),
    "other predicate": bundle(statement({"model.onnx": FILE}, predicateType="https://slsa.dev/provenance/v1")),
    "other payload type": bundle(own, payload_type="text/plain"),
}
document = {"digest": sha256(FILE), "keys": {name: pem(key) for name, key in KEYS.items()}, "bundles": cases}
pathlib.Path(__file__).with_name("signatures.json").write_text(json.dumps(document, indent=2) + "\n")
