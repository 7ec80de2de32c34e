"""The faces of the practice region: one class for each kind of product, with its grammar of addresses and its habits."""

from __future__ import annotations

from scanner.practice.skins.base import Skin
from scanner.practice.skins.products import PRODUCTS

__all__ = ["PRODUCTS", "Skin", "skin_of"]


def skin_of(name: str) -> Skin:
    """Return the skin of a product."""
    return PRODUCTS[name]()
