"""Scenarios and results that several tests look at."""

import pytest
from shop import SHOP

import tiersim


@pytest.fixture(scope="session")
def shop() -> tiersim.Scenario:
    """A deployment before a pool and a database, with objectives and prices."""
    return tiersim.load(SHOP)


@pytest.fixture(scope="session")
def shop_result(shop: tiersim.Scenario) -> tiersim.Result:
    """The shop after its run."""
    return shop.run()
