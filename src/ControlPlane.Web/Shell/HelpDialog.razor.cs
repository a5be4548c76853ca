namespace ControlPlane.Web.Shell;

/// <summary>Keys and words, one press of <c>?</c> away.</summary>
public sealed partial class HelpDialog
{
    private static readonly (string[] Keys, string Meaning)[] Keys =
    [
        (["/"], "search"),
        (["g", "o"], "overview"),
        (["g", "r"], "rollouts"),
        (["g", "m"], "models"),
        (["g", "a"], "agents"),
        (["g", "h"], "audit"),
        (["j"], "next row"),
        (["k"], "row before"),
        (["Enter"], "open the row"),
        (["p"], "go to Promote"),
        (["r"], "go to Roll back or Abort"),
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
        ("Rollout", "one process that moves an endpoint from one split to another, step by step"),
        ("Promote", "end the present step and begin the next one"),
        ("Abort", "stop a rollout: all traffic to the stable version at once"),
        ("Roll back", "all traffic to the stable version at once, or to the one before it"),
    ];
}
