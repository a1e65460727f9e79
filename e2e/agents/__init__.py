"""Coding agents at a small task, through the gateway, towards strict vendors."""
