namespace ControlPlane.Domain.Experiments;

/// <summary>
/// The effect in a part of an experiment, such as a segment or a day: to explore, never to decide by. Its interval is for one look at one part. Immutable.
/// </summary>
/// <param name="Part">The part, for people.</param>
/// <param name="Harm">How much worse the challenger is, in the metric's unit; null when not estimable.</param>
/// <param name="Low">Lower limit; null when not estimable.</param>
/// <param name="High">Upper limit; null when not estimable.</param>
/// <param name="AdjustedP">Two-sided p, corrected by Holm for the number of parts; null when not estimable.</param>
/// <param name="Units">The challenger's units.</param>
/// <param name="ChampionUnits">The champion's units.</param>
/// <param name="WhyNot">Why it is not estimable; empty when it is.</param>
public sealed record ExploratoryEffect(string Part, double? Harm, double? Low, double? High, double? AdjustedP, long Units, long ChampionUnits, string WhyNot);
