using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Reading;

/// <summary>What people see of each kind of thing.</summary>
internal static class Views
{
    private static readonly IReadOnlyList<Column> Variants =
        [new("name", "name"), new("version", "version"), new("role", "role") { IsState = true }, new("weight", "weight", CellText.Share)];

    public static readonly View Endpoints = View.OfList(
        "There is no endpoint yet: controlplane endpoints put NAME --model MODEL --stable 1",
        new("name", "name"), new("pool", "pool"), new("model", "model"), new("stable", "stableVersion"), new("split", "variants", CellText.Split), new("changed", "changedAt"));

    public static readonly View Endpoint = new()
    {
        Fields =
        [
            new("name", "name"), new("pool", "pool"), new("model", "model"), new("stable version", "stableVersion"), new("previous stable", "previousStableVersion"),
            new("routing key", "routingKey"), new("fallback", "fallback"), new("guards", "guards"), new("segments", "segmentAttributes"),
            new("event class", "eventClass"), new("mistake costs", "mistakeCosts"), new("reward limits", "rewardLimits"), new("schedule", "schedule"), new("drift", "drift"), new("isolation", "isolation"),
            new("route revision", "routeRevision"), new("table revision", "tableRevision"), new("undo until", "undoUntil"), new("created", "createdAt"), new("changed", "changedAt"),
        ],
        Sections = [new("Variants", "variants", Variants)],
    };

    public static readonly View Split = new()
    {
        Fields = [new("endpoint", "endpoint"), new("route revision", "routeRevision")],
        Sections = [new("Variants", "variants", Variants)],
    };

    public static readonly View Models = View.OfList(
        "There is no model yet: controlplane models push NAME FILE.onnx",
        new("name", "name"), new("versions", "versions", CellText.Count), new("aliases", "aliases", OfAliases), new("created", "createdAt"));

    public static readonly View Model = new()
    {
        Fields = [new("name", "name"), new("description", "description"), new("created", "createdAt"), new("aliases", "aliases", OfAliases)],
        Sections =
        [
            new("Versions", "versions",
                new("number", "number"), new("digest", "digest", CellText.Digest), new("size", "sizeBytes", CellText.Bytes), new("registered", "registeredAt"),
                new("tags", "tags"), new("commit", "origin.commit"), new("serves at", "servesAt", CellText.Serving), new("description", "description")),
        ],
    };

    public static readonly View Version = new()
    {
        Fields =
        [
            new("model", "model"), new("number", "number"), new("digest", "digest"), new("size", "sizeBytes", CellText.Bytes), new("description", "description"), new("tags", "tags"),
            new("producer", "producer"), new("inputs", "signature.inputs"), new("outputs", "signature.outputs"), new("registered", "registeredAt"),
        ],
    };

    public static readonly View Agents = View.OfList(
        "No agent has joined yet: controlplane join-tokens create --pool production",
        new("id", "id"), new("name", "name"), new("pool", "pool"), new("state", "state") { IsState = true }, new("desired", "desired.revision"), new("reported", "reported.revision"),
        new("last contact", "lastContactAt"), new("reason", "reason"));

    public static readonly View Agent = new()
    {
        Fields =
        [
            new("id", "id"), new("name", "name"), new("pool", "pool"), new("labels", "labels"), new("state", "state") { IsState = true }, new("reason", "reason"),
            new("desired", "desired"), new("reported", "reported"), new("acknowledged", "acknowledged"), new("last refusal", "lastRefusal"), new("listens at", "listenUrl"),
            new("agent version", "agentVersion"), new("memory", "residentBytes", CellText.Bytes), new("in flight", "inFlight"), new("clock", "clockWarning"),
            new("last contact", "lastContactAt"), new("joined", "joinedAt"), new("removed", "removedAt"),
        ],
        Sections = [new("Versions", "versions"), new("Endpoints", "endpoints")],
    };

    public static readonly View Templates = View.OfList(
        "There is no analysis template yet: controlplane templates create -f FILE",
        new("name", "name"), new("versions", "versions", CellText.Count), new("created", "createdAt"));

    public static readonly View History = View.OfList(
        "Nothing has happened yet.",
        new("at", "at"), new("actor", "actor"), new("way", "way"), new("kind", "kind"), new("what", "sentence"), new("why", "reason"));

    public static readonly View Declarations = View.OfList(
        "No file was applied yet: controlplane apply -f FOLDER",
        new("kind", "kind"), new("name", "name"), new("labels", "labels"), new("file", "source"), new("by", "appliedBy"), new("at", "appliedAt"));

    public static readonly View JoinTokens = View.OfList(
        "There is no unused token: controlplane join-tokens create --pool production",
        new("id", "id"), new("pool", "pool"), new("created by", "createdBy"), new("created", "createdAt"), new("expires", "expiresAt"));

    private static string OfAliases(System.Text.Json.Nodes.JsonNode? aliases) =>
        aliases is System.Text.Json.Nodes.JsonArray { Count: > 0 } list ? string.Join(", ", list.Select(a => $"{a!["name"]} → {a["version"]}")) : CellText.Unknown;
}
