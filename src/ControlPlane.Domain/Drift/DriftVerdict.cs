namespace ControlPlane.Domain.Drift;

/// <summary>What is known about drift at an endpoint now. Immutable.</summary>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Alarmed">What moved in enough of the last windows.</param>
/// <param name="Judged">How many subjects had enough rows in the newest window.</param>
/// <param name="Watched">How many are watched.</param>
/// <param name="Sentence">All of it in a sentence.</param>
public sealed record DriftVerdict(DriftOrigin Origin, IReadOnlyList<DriftSubject> Alarmed, int Judged, int Watched, string Sentence);
