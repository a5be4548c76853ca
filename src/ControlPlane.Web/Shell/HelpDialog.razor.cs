namespace ControlPlane.Web.Shell;

/// <summary>Keys and words, one press of <c>?</c> away.</summary>
public sealed partial class HelpDialog
{
    private static readonly (string[] Keys, string Meaning)[] Keys =
    [
        (["/"], "search"),
        (["g", "o"], "overview"),
        (["g", "m"], "models"),
        (["g", "a"], "agents"),
        (["j"], "next row"),
        (["k"], "row before"),
        (["Enter"], "open the row"),
        (["r"], "go to Roll back"),
        (["Esc"], "discard a draft"),
        (["?"], "this help"),
    ];

    private static readonly (string Word, string Meaning)[] Words =
    [
        ("Endpoint", "the stable name that callers use"),
        ("Version", "one immutable model file with its digest"),
        ("Stable version", "the version an endpoint returns to"),
        ("Variant", "a version serving at an endpoint with a share"),
        ("Set and actual", "the share we want, and the share callers got"),
        ("Acknowledged", "an agent has loaded what is needed and serves by the new table"),
        ("Roll back", "all traffic to the stable version at once, or to the one before it"),
    ];
}
