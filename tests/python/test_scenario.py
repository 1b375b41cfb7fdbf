"""Reading, changing and checking scenarios."""

import json
import pickle
import shutil
from pathlib import Path
from typing import Any

import pytest
from shop import SCENARIOS, SHOP

import tiersim

BAD = """{
  "name": "bad",
  "run": { "duration": "10m" },
  "workload": { "clients": { "to": "sever", "arrivals": { "rate": "80" } } },
  "components": {
    "server": { "kind": "station", "service": "exponential(10ms)", "sevrers": 1 }
  }
}
"""


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.json")), ids=lambda path: path.stem)
def test_every_scenario_of_the_repository_loads_and_checks(path: Path) -> None:
    scenario = tiersim.load(path)
    assert scenario.name == path.stem
    assert scenario.check().tiers


def test_the_same_scenario_from_a_file_a_text_and_a_dict(tmp_path: Path) -> None:
    file = tmp_path / "shop.json"
    file.write_text(json.dumps(SHOP))
    from_file, from_text, from_dict = tiersim.load(file), tiersim.load(json.dumps(SHOP)), tiersim.load(SHOP)
    assert from_file == from_text == from_dict
    assert from_file.hash == from_dict.hash


def test_a_text_that_is_not_json_is_yaml() -> None:
    text = """
name: counter
run: { duration: 10m }
workload: { people: { to: clerk, arrivals: { rate: 1/s } } }
components: { clerk: { kind: station, service: exponential(500ms) } }
"""
    assert tiersim.load(text).name == "counter"


def test_a_name_finds_its_file_in_scenarios(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenarios" / "shop").mkdir(parents=True)
    (tmp_path / "scenarios" / "shop" / "scenario.json").write_text(json.dumps(SHOP))
    monkeypatch.chdir(tmp_path)
    assert tiersim.load("shop") == tiersim.load("scenarios/shop") == tiersim.load(SHOP)


def test_a_missing_file_is_named_with_the_nearest_name() -> None:
    with pytest.raises(FileNotFoundError, match='did you mean "spike"') as caught:
        tiersim.load(SCENARIOS / "spkie.json")
    assert caught.value.filename == str(SCENARIOS / "spkie.json")


def test_a_text_finds_the_files_it_names_in_its_folder() -> None:
    text = (SCENARIOS / "replay_nasa.json").read_text()
    scenario = tiersim.load(text, folder=SCENARIOS)
    assert scenario.check().calls[0].calls_per_s == pytest.approx(1000, rel=0.01)


def test_every_fault_comes_at_once_with_its_place_and_cure() -> None:
    with pytest.raises(tiersim.ScenarioError) as caught:
        tiersim.load(BAD)
    found = {item.pointer: item for item in caught.value.diagnostics}
    assert set(found) == {"/workload/clients/to", "/workload/clients/arrivals/rate", "/components/server/sevrers"}
    typo = found["/components/server/sevrers"]
    assert (typo.severity, typo.file, typo.line, typo.column) == ("error", "<text>", 6, 68)
    assert 'did you mean "servers"?' in typo.cure
    assert '<text>:6:68: error: a station has no parameter "sevrers"' in str(caught.value)
    assert str(typo).startswith("<text>:6:68: error:")


def test_the_error_is_a_value_error_and_survives_pickling() -> None:
    with pytest.raises(ValueError, match="needs a unit") as caught:
        tiersim.load(BAD)
    copy = pickle.loads(pickle.dumps(caught.value))
    assert str(copy) == str(caught.value)
    assert copy.diagnostics == caught.value.diagnostics


def test_a_dict_is_shown_as_the_text_it_stands_for() -> None:
    with pytest.raises(tiersim.ScenarioError) as caught:
        tiersim.load({**SHOP, "components": {**SHOP["components"], "db": {"kind": "postgres", "max_conections": 5}}})
    found = caught.value.diagnostics[0]
    assert (found.file, found.pointer) == ("<dict>", "/components/db/max_conections")
    assert '"max_conections": 5' in str(caught.value)


@pytest.mark.parametrize(
    "sets", [{"run.duration": "2h"}, {"run/duration": "2h"}, ["run.duration=2h"], 'run.duration="2h"']
)
def test_sets_replace_values(sets: Any) -> None:
    assert tiersim.load(SHOP, sets).duration_s == 7200


def test_a_what_if_is_a_new_scenario(shop: tiersim.Scenario) -> None:
    wider = shop.with_({"components.api.replicas": 5}, name="wider").set("run.seed", 9)
    assert (wider.name, wider.seed, wider.replications) == ("wider", 9, 2)
    assert shop.name == "shop"
    assert wider != shop
    assert wider.check().tiers.api.capacity == pytest.approx(5)


def test_none_takes_a_key_away_and_slashes_reach_names_with_dots(shop: tiersim.Scenario) -> None:
    cheaper = shop.with_({"prices/api.cpu_hour": 0.01})
    free = shop.with_({"prices": None})
    assert cheaper.hash != shop.hash != free.hash
    assert free.run(replications=1).cost is None


def test_a_what_if_that_does_not_fit_says_why(shop: tiersim.Scenario) -> None:
    with pytest.raises(tiersim.ScenarioError, match='did you mean "api"'):
        shop.with_({"components.apo.replicas": 5})
    with pytest.raises(ValueError, match='a path has no "="'):
        shop.with_({"run.duration=2h": None})
    with pytest.raises(ValueError, match="JSON compliant"):
        shop.with_({"prices/api.cpu_hour": float("nan")})


def test_scenarios_can_be_pickled(shop: tiersim.Scenario) -> None:
    changed = shop.with_(run__seed=11)
    copy = pickle.loads(pickle.dumps(changed))
    assert copy == changed
    assert copy.seed == 11


def test_what_a_scenario_says_about_itself(shop: tiersim.Scenario) -> None:
    assert repr(shop) == "<Scenario shop (api: deployment, pool: connection_pool, db: postgres)>"
    assert (shop.duration_s, shop.warm_up_s) == (240, 30)
    assert (shop.replications, shop.seed) == (2, 3)
    assert shop.components.api == "deployment"
    parameters = {parameter["pointer"]: parameter for parameter in shop.parameters}
    assert parameters["/components/api/slots"]["value"] == "16"
    assert not parameters["/components/api/slots"]["is_default"]


def test_the_survey_knows_loads_and_connections(shop: tiersim.Scenario) -> None:
    survey = shop.check()
    # 50/s x (0.8 x 4 ms + 0.2 x 8 ms) = 0.24 cores of 2; a fifth of the requests queries.
    assert survey.tiers.api.offered == pytest.approx(0.24)
    assert survey.tiers.api.utilization == pytest.approx(0.12)
    assert {(call.caller, call.callee) for call in survey.calls} == {
        ("shoppers", "api"),
        ("api", "pool"),
        ("pool", "db"),
    }
    assert survey.tiers.pool.calls_per_s == pytest.approx(10)
    assert survey.budgets[0].claims[0].pool == "pool"
    assert "api" in str(survey)
    assert survey._repr_html_().startswith("<pre")


def test_a_trace_that_cannot_be_read_is_a_fault_of_the_scenario(tmp_path: Path) -> None:
    shutil.copy(SCENARIOS / "replay_nasa.json", tmp_path)
    scenario = tiersim.load(tmp_path / "replay_nasa.json")
    for attempt in (scenario.check, scenario.run):
        with pytest.raises(tiersim.ScenarioError) as caught:
            attempt()
        assert caught.value.diagnostics[0].pointer.startswith("/workload/visitors/trace")
