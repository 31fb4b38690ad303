// Every shipped model and scenario is valid by the shipped schemas, and documents with one mistake are not.
// Prints TAP. Run from anywhere: node tests/schema/validate.mjs
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

// Not imported: only require looks in NODE_PATH, where make keeps what npm fetched.
const Ajv = createRequire(import.meta.url)("ajv/dist/2020.js");

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const read = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));

const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });
const modelSchema = read("models/schema/model.schema.json");
const scenarioSchema = read("models/schema/scenario.schema.json");
ajv.addSchema(modelSchema);
ajv.addSchema(scenarioSchema);
const validators = { model: ajv.getSchema(modelSchema.$id), scenario: ajv.getSchema(scenarioSchema.$id) };

let count = 0;
let failed = 0;
function test(ok, name, detail) {
    count++;
    if (!ok) failed++;
    console.log(`${ok ? "ok" : "not ok"} ${count} - ${name}`);
    if (!ok && detail) console.log(detail.replace(/^/gm, "# "));
}

function jsonFiles(folder) {
    return readdirSync(join(root, folder), { recursive: true })
        .filter((name) => name.endsWith(".json") && !name.startsWith("schema"))
        .map((name) => join(folder, name))
        .sort();
}

// --- what must be valid
const shipped = [...jsonFiles("models"), ...jsonFiles("tests/data/design"), ...jsonFiles("tests/data/longhua-gb18030")];
test(shipped.length >= 10, `found ${shipped.length} files to validate`);
for (const path of shipped) {
    const document = read(path);
    const validate = "scenario" in document ? validators.scenario : validators.model;
    const ok = validate(document);
    test(ok, `${relative(".", path)} is valid`, JSON.stringify(validate.errors, null, 1));
}

// --- what must be refused: a valid document with exactly one mistake, [name, mistake]
const goodModel = () => ({
    jingwei: 1,
    name: "m",
    lang: "zh",
    as_of: "2023-06-30",
    kinds: { units: { chapter: { role: "lead", rank: 2 }, core: { zh: "核" } }, links: { advises: { role: "support" } } },
    attributes: { founded: { type: "date" }, members: { zh: "正式党员" } },
    roots: ["lh"],
    units: [{ id: "lh", kind: "core", name: "核" }, { id: "a", kind: "association", under: "lh", members: 3 }],
    links: [{ kind: "guides", from: "lh", to: "a", since: "2022-07-07" }],
    patterns: [
        { for: { n: { from: 1, to: 2 } }, units: [{ id: "b{n}", kind: "branch", order: "{n}" }] },
        { pattern: "core-block-strip-face", core: { id: "c" }, blocks: { for: { street: ["s"] }, id: "b-{street}" },
          strips: { for: { industry: ["i"] }, id: "s-{industry}" }, backstop: false },
    ],
    registers: [{ file: "a.csv", kind: "association", id: "no", name: "{no}", attributes: { members: "m",
        organization: { column: "o", map: { 有: "branch" } }, level: { value: "municipal" } },
        links: [{ kind: "guides", from: "lead", none: ["-"] }] }],
    attach: [{ to: { kind: "core" }, link: "backstops" }],
    policy: { threshold: 3, population: { kind: "association" }, plan: { near: [["x", "y"]] },
        rules: [{ id: "B7", stage: "coverage", severity: "must", applies: { members: { min: 3 } },
            requires: { reach: { exists: true }, covered: ["full"] }, because: { zh: "应单独组建", en: "it forms its own" } }],
        indices: [{ id: "small", for: { members: { max: 9 } }, items: [{ when: { active: true }, points: 20, zh: "活动" }] }] },
    facts: [{ figure: "population.known", value: 1 }],
    views: [{ id: "v" }],
    include: ["x.json"],
});
const badModels = [
    ["no version", (m) => delete m.jingwei],
    ["another version", (m) => (m.jingwei = 2)],
    ["version as text", (m) => (m.jingwei = "1")],
    ["an unknown key", (m) => (m.unit = [])],
    ["an unknown language", (m) => (m.lang = "de")],
    ["a date that is none", (m) => (m.as_of = "2023-13-01")],
    ["a role that is none", (m) => (m.kinds.units.chapter.role = "leader")],
    ["a new kind without a role", (m) => delete m.kinds.units.chapter.role],
    ["a rank below 0", (m) => (m.kinds.units.chapter.rank = -1)],
    ["an unknown key of a kind", (m) => (m.kinds.units.chapter.shade = "#ff0000")],
    ["a colour by name", (m) => (m.kinds.units.chapter.colour = "red")],
    ["a link kind with a unit's role", (m) => (m.kinds.links.advises.role = "target")],
    ["kinds of neither units nor links", (m) => (m.kinds.unit = {})],
    ["an attribute without a type", (m) => delete m.attributes.founded.type],
    ["an attribute that is called like a key", (m) => (m.attributes.under = { type: "string" })],
    ["an attribute of an unknown type", (m) => (m.attributes.founded.type = "text")],
    ["a unit without an id", (m) => delete m.units[0].id],
    ["a unit with an empty id", (m) => (m.units[0].id = "")],
    ["a unit with a number as id", (m) => (m.units[0].id = 7)],
    ["a unit without a kind", (m) => delete m.units[0].kind],
    ["members below 0", (m) => (m.units[1].members = -1)],
    ["members with a fraction", (m) => (m.units[1].members = 2.5)],
    ["members as text", (m) => (m.units[1].members = "3")],
    ["a count of 0", (m) => (m.units[1].count = 0)],
    ["a form of organization that is none", (m) => (m.units[1].organization = "party")],
    ["a truth value as text", (m) => (m.units[1].reported = "yes")],
    ["a rating without its A", (m) => (m.units[1].rating = "5")],
    ["a state that is none", (m) => (m.units[1].state = "closed")],
    ["a latitude beyond the pole", (m) => (m.units[1].lat = 91)],
    ["an attribute that is an object", (m) => (m.units[1].founded = { year: 2012 })],
    ["a link without its end", (m) => delete m.links[0].to],
    ["activities that are no list", (m) => (m.links[0].activities = "志愿服务联动")],
    ["a pattern without for", (m) => delete m.patterns[0].for],
    ["a pattern that makes nothing", (m) => delete m.patterns[0].units],
    ["a range without its end", (m) => delete m.patterns[0].for.n.to],
    ["a template without an id", (m) => delete m.patterns[0].units[0].id],
    ["an unknown named pattern", (m) => (m.patterns[1].pattern = "star")],
    ["a named pattern without its strips", (m) => delete m.patterns[1].strips],
    ["a named pattern with an unknown key", (m) => (m.patterns[1].faces = {})],
    ["a register without a file", (m) => delete m.registers[0].file],
    ["an unknown encoding", (m) => (m.registers[0].encoding = "latin1")],
    ["a register with an unknown key", (m) => (m.registers[0].columns = [])],
    ["a register link with both ends", (m) => (m.registers[0].links[0].to = "x")],
    ["a register link with no end", (m) => delete m.registers[0].links[0].from],
    ["a mapped column without its column", (m) => delete m.registers[0].attributes.organization.column],
    ["a constant that is also a column", (m) => (m.registers[0].attributes.level.column = "x")],
    ["an attach rule without a link", (m) => delete m.attach[0].link],
    ["an attach rule without its units", (m) => delete m.attach[0].to],
    ["a condition with an unknown word", (m) => (m.policy.population.members = { least: 3 })],
    ["a condition that is null", (m) => (m.policy.population.members = null)],
    ["a status that is none", (m) => (m.policy.population.covered = "half")],
    ["any that is no list", (m) => (m.policy.population.any = { kind: "association" })],
    ["a rule without severity", (m) => delete m.policy.rules[0].severity],
    ["a rule of an unknown severity", (m) => (m.policy.rules[0].severity = "should")],
    ["a rule that requires nothing", (m) => delete m.policy.rules[0].requires],
    ["a rule with an unknown key", (m) => (m.policy.rules[0].when = {})],
    ["a reason that is a text", (m) => (m.policy.rules[0].because = "x")],
    ["a reach that is none", (m) => (m.policy.rules[0].requires.reach = "seen")],
    ["an index for nobody", (m) => delete m.policy.indices[0].for],
    ["an item without points", (m) => delete m.policy.indices[0].items[0].points],
    ["an item with an unknown key", (m) => (m.policy.indices[0].items[0].label = "x")],
    ["an unknown key of the policy", (m) => (m.policy.treshold = 3)],
    ["a threshold of 0", (m) => (m.policy.threshold = 0)],
    ["a near that is no pair", (m) => (m.policy.plan.near = [["x"]])],
    ["an unknown distance", (m) => (m.policy.plan.street = { far: 1 })],
    ["a fact without its value", (m) => delete m.facts[0].value],
    ["a view without id or name", (m) => (m.views = [{}])],
    ["a view of a depth below 0", (m) => (m.views[0].depth = -1)],
    ["an include that is no list", (m) => (m.include = "x.json")],
];
const goodScenario = () => ({
    jingwei: 1,
    scenario: "s",
    base: "model.json",
    changes: [
        { add: { id: "jb1", kind: "joint-branch", under: "lh" } },
        { set: { rating: "4A" }, where: { id: "y" } },
        { unlink: { kind: "guides", from: "p", to: "a" } },
        { form: "by-members", where: {} },
        { group: { where: {}, into: "joint-branch" } },
        { send: { from: "pool", where: { covered: "none" } } },
    ],
});
const badScenarios = [
    ["no name", (s) => delete s.scenario],
    ["no changes", (s) => delete s.changes],
    ["an unknown key", (s) => (s.units = [])],
    ["an unknown change", (s) => s.changes.push({ rename: "x" })],
    ["an empty change", (s) => s.changes.push({})],
    ["two changes in one", (s) => (s.changes[0].remove = "x")],
    ["a unit without a kind", (s) => delete s.changes[0].add.kind],
    ["set without where", (s) => delete s.changes[1].where],
    ["set of an id", (s) => (s.changes[1].set = { id: "z" })],
    ["set of a rating that is none", (s) => (s.changes[1].set.rating = "9A")],
    ["unlink with an attribute", (s) => (s.changes[2].unlink.since = "2020-01-01")],
    ["a form that is none", (s) => (s.changes[3].form = "joint")],
    ["group without its kind", (s) => delete s.changes[4].group.into],
    ["send without its pool", (s) => delete s.changes[5].send.from],
    ["merge without into", (s) => s.changes.push({ merge: ["a", "b"] })],
    ["move without under", (s) => s.changes.push({ move: "a" })],
];
for (const [what, good, bad] of [["model", goodModel, badModels], ["scenario", goodScenario, badScenarios]]) {
    test(validators[what](good()), `the ${what} to spoil is valid`, JSON.stringify(validators[what].errors, null, 1));
    for (const [name, spoil] of bad) {
        const document = good();
        spoil(document);
        test(!validators[what](document), `${what} with ${name} is refused`);
    }
}

console.log(`1..${count}`);
process.exitCode = failed ? 1 : 0;
