namespace ControlPlane.Web.Hosting.Demo;

/// <summary>
/// A strategy at work beside the endpoint that is left to the visitor: an endpoint of its own over the same model,
/// with the same users' pictures, and a rollout that begins by itself. Immutable.
/// </summary>
/// <param name="Endpoint">Its endpoint.</param>
/// <param name="Rollout">What is posted to start it, as any script would.</param>
internal sealed record DemoScene(string Endpoint, object Rollout)
{
    /// <summary>The model of all scenes.</summary>
    public const string Model = "pets";

    /// <summary>An A/B test won on labels that come late, a bandit that converges, and shadows that disagree on koalas only.</summary>
    public static IReadOnlyList<DemoScene> All { get; } =
    [
        new("pets-ab", new
        {
            strategy = "ab-test",
            versions = new[] { 2 },
            metric = "accuracy",
            hypothesis = "Knowing koalas, version 2 is right more often.",
            margin = 0.02,
            samples = 1_500,
            hold = "2m",
            gate = true,
            reason = "scene of the demo: labels come seconds to minutes late",
        }),
        new("pets-bandit", new
        {
            strategy = "bandit",
            versions = new[] { 2 },
            metric = "accuracy",
            hold = "5s",
            samples = 20,
            attributionWindow = "40s",
            endProbability = 0.9999,
            gate = true,
            reason = "scene of the demo: weights follow what labels say",
        }),
        new("pets-shadow", new
        {
            strategy = "shadow",
            versions = new[] { 2, 3 },
            reason = "scene of the demo: copies only, nobody gets their answers",
        }),
    ];
}
