"""Checks that several formats share."""
from .script import Refused


def unknown(body, known, where, source):
    """Refuses members that are not known, where the vendor does."""
    for name in body:
        if known is not None and name not in known:
            raise Refused(f"property '{where}{name}' is unsupported", source)


def member_of(value, known, where, source):
    for name in value:
        if name not in known:
            raise Refused(f"{where}: unknown member {name}", source)


def check_schema(schema, name, source="https://platform.openai.com/docs/guides/function-calling"):
    if schema is None:
        return
    if schema.get("type") != "object":
        raise Refused(f"Invalid schema for function '{name}': schema must be a JSON Schema of 'type: \"object\"', got "
                      f"'type: {schema.get('type')}'", source)


def walk(value):
    """Every object inside, itself first."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from walk(each)
    elif isinstance(value, list):
        for each in value:
            yield from walk(each)
