namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>What a strategy costs, in grades that can be compared. Immutable.</summary>
/// <param name="Pace">How long until it has ended well.</param>
/// <param name="Exposure">Who meets a version that is not proven.</param>
/// <param name="WayBack">What going back takes.</param>
/// <param name="Duplicates">Which agents hold two versions.</param>
/// <param name="ProvesFirst">Whether it can be judged before any ordinary caller gets its answers.</param>
public sealed record StrategyTraits(Pace Pace, Exposure Exposure, WayBackKind WayBack, Duplicates Duplicates, bool ProvesFirst);
