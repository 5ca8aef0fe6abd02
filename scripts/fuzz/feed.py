"""Feeds schemathesis with what the office of the run really holds, and keeps count.

Read by schemathesis (SCHEMATHESIS_HOOKS) with the plan that scripts/fuzz/plan.ts wrote: for each operation, requests that are
good ones at that moment. A generated case gets the ids, and most of the body, of one of them; what schemathesis made wrong on
purpose stays as it made it.
"""

import base64
import json
import os
import random

import requests
import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.transport.serialization import Binary

with open(os.environ["KESSAI_FUZZ_PLAN"], encoding="utf-8") as file:
    plan = json.load(file)
samples = plan["samples"]
chance = random.Random(plan["seed"])
counts = open(plan["counts"], "a", buffering=1, encoding="utf-8")
session = requests.Session()
# A case in ten keeps whatever ids were generated.
FED = 0.9


@schemathesis.hook
def filter_path_parameters(context, path_parameters):
    """`..` is taken out of an address before it is sent: the request would be one of another operation."""
    return not any(str(value).replace("%2E", ".") in (".", "..") for value in (path_parameters or {}).values())


@schemathesis.hook
def before_call(context, case, kwargs):
    label = case.operation.label
    offered = samples.get(label)
    if offered and chance.random() < FED:
        feed(case, chance.choice(offered))
    spare(label, case)
    is_wrong = case.meta is not None and case.meta.generation.mode.is_negative
    if plan["keyed"] and not is_wrong and case.operation.method == "post" and chance.random() < 0.8:
        # The answer of an earlier request is not what is tried here.
        case.headers = {**(case.headers or {}), "idempotency-key": f"{chance.getrandbits(64):x}"}
    # What was good stays good, and what was wrong on purpose wrong: nothing of it has to be judged anew.
    case._sync_validated_hashes()


def feed(case, sample):
    """The ids, also to what is wrong on purpose, and to what is meant to be good the rest of a good request."""
    is_path_wrong = case.meta is not None and case.meta.is_negative_at(ParameterLocation.PATH)
    if sample["path"] and not is_path_wrong:
        case.path_parameters = dict(sample["path"])
    if case.meta is not None and case.meta.generation.mode.is_negative:
        return
    fresh = refreshed(sample)
    if sample["query"]:
        case.query = mixed(case.query or {}, {**sample["query"], **texts(fresh, sample["query"])})
    if sample["headers"]:
        # Beside the token against CSRF.
        case.headers = {**(case.headers or {}), **sample["headers"]}
    if sample["body"] is None or case.media_type != sample["media"]:
        return
    body = sample["body"]
    if "bytes" in body:
        case.body = Binary(base64.b64decode(body["bytes"]))
    elif not isinstance(case.body, dict):
        return
    elif "form" in body:
        case.body = mixed(case.body, {name: part(value) for name, value in body["form"].items()})
    else:
        case.body = mixed(case.body, {**body["json"], **{key: fresh[key] for key in fresh if key in body["json"]}})


def part(value):
    return value if isinstance(value, str) else Binary(base64.b64decode(value["bytes"]))


def mixed(generated, good):
    """The good one; every third time with one or two of its values as they were generated."""
    if chance.random() < 0.67 or not generated:
        return dict(good)
    taken = chance.sample(sorted(generated), min(len(generated), chance.choice([1, 1, 2])))
    return {**good, **{name: generated[name] for name in taken}}


def texts(fresh, query):
    return {key: str(fresh[key]) for key in fresh if key in query}


def refreshed(sample):
    """What changes with every write, as it is now: the version of a case, or of the draft of a rule."""
    address = sample["fresh"]
    if address is None or chance.random() < 0.15:
        return {}
    answer = session.get(plan["url"] + address, headers=plan["headers"], timeout=10)
    if answer.status_code != 200:
        return {}
    seen = answer.json()
    return {key: seen[key] for key in ("version", "manifestSha256", "lock", "basedOn") if key in seen}


def spare(label, case):
    """Whoever sends the requests of a run goes on being signed in, with the roles they have."""
    guarded = plan["guarded"].get(label)
    if guarded and str((case.path_parameters or {}).get("id")) in guarded["ids"]:
        case.path_parameters = {**case.path_parameters, "id": guarded["instead"]}


@schemathesis.hook
def after_call(context, case, response):
    label = case.operation.label
    meta = case.meta
    mode = "negative" if meta is not None and meta.generation.mode.is_negative else "positive"
    method = response.request.method
    counts.write(json.dumps([label, response.status_code, mode, method]) + "\n")
    # What was taken away is fed no more, as long as there is something else.
    offered = samples.get(label, [])
    if method == "DELETE" and response.status_code < 300 and len(offered) > 1:
        left = [it for it in offered if it["path"] != case.path_parameters]
        samples[label] = left or offered
