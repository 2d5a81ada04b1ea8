"""A small complete data folder of another hub: what the atlas must do for any country."""

# ruff: noqa: E501
import json
from pathlib import Path

from atlas.paths import ROOT

HUB = {"iso3": "PRT", "name": "Portugal", "capital": "lisbon"}
CREATED = "2024-06-30T00:00:00Z"

TABLES = {
    "records": """\
id,date,date_basis,end_date,kind,title,summary,partners,organisations,formats,domains,scope,place,sources,confidence
2001-esp-agreement,2001-05,stated,,agreement,Agreement signed,"The two ministers sign an agreement, the first.",ESP,,,political-dialogue,direct,lisbon,mod-2002#p2,high
2003-course,2003,inferred,2012-12-31,education,Courses,Officers attend courses.,BRA,,,training,direct,,mod-2002;paper-2015#p3,medium
2010-prt-esp-fra-exercise,2010-06-01,stated,2010-06-09,exercise,Joint exercise,Three navies exercise.,ESP;FRA,,PRT-ESP-FRA,joint-exercises;training,direct,lisbon;atlantic,paper-2015,medium
2014-esp-patrols,2014,stated,..,programme,Patrols,Joint patrols go on.,ESP,UN,,joint-exercises,direct,atlantic,paper-2015;undated,medium
2015-areas,2015-02-03,stated,,listing,Areas,The paper lists areas.,,,,training,collective,,paper-2015#p1,low
""",
    "partners": """\
iso3,name,region,capital_lat,capital_lon,status,listed_in
BRA,Brazil,latin-america,-15.79,-47.88,multilateral-only,
ESP,Spain,southern-europe,40.42,-3.7,listed,mod-2002
FRA,France,western-europe,48.86,2.35,documented,
""",
    "formats": """\
id,name,members,kind,since,summary,sources
PRT-ESP-FRA,Three navies,PRT;ESP;FRA,trilateral,2010,Exercises of three navies.,paper-2015#p2
""",
    "organisations": """\
id,name,kind,seat,summary,sources
UN,United Nations,intergovernmental,,Patrols report to it.,undated
""",
    "domains": """\
id,name,group,definition,sources
joint-exercises,Joint exercises,military,Exercises held together.,mod-2002
political-dialogue,Political dialogue,policy,Talks between ministers.,
training,Training,military,Courses and schools.,
""",
    "eras": """\
id,name,first_year,last_year,why
early,Early years,2000,2009,The first agreement.
later,Later years,2010,,Exercises begin.
""",
    "places": """\
id,name,iso3,lat,lon
atlantic,Atlantic Ocean,,38.5,-20
lisbon,Lisbon,PRT,38.72,-9.14
""",
    "sources": """\
id,title,publisher,date,url,kind,language,accessed
mod-2002,Cooperation,Ministry,2002-01-31,https://example.org/cooperation,official,en,2024-05-01
paper-2015,[Overview],Institute,2015-02-03,https://example.org/a?b=c#d,analysis,pt,2024-05-01
undated,Patrols,Institute,,,analysis,en,2023-07
""",
    "conflicts": """\
id,records,field,what,sources
patrol-start,2014-esp-patrols,date,"One source says 2014, the other 2013; the record follows the first.",paper-2015#p4;undated
""",
    "aliases": """\
alias,id
Brasil,BRA
España,ESP
Portuguese Republic,PRT
Lisboa,lisbon
""",
    "curation": """\
fact,decision,record,why
F001,accepted,2015-areas,
F002,corrected,2014-esp-patrols;2015-areas,two facts in one
F003,left-out,,no defence content
""",
    "renamed": """\
old,new,since
2014-patrols,2014-esp-patrols,2024.06.0
SPAIN,ESP,2024.06.0
""",
}


def write_tiny_data(folder: Path) -> Path:
    """Write a valid data folder of five records and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    package |= {"name": "tiny", "title": "Tiny atlas", "hub": HUB, "created": CREATED, "version": "0.1.0"}
    (folder / "datapackage.json").write_text(json.dumps(package, indent=2), encoding="utf-8")
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="\n")
    return folder
