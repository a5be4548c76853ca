namespace ControlPlane.Contracts.Routing;

/// <summary>Which variant answers a request and why. Immutable.</summary>
/// <param name="Variant">Index into <see cref="EndpointRouting.Variants"/>.</param>
/// <param name="Bucket">The bucket that decided, 0 to 9,999; −1 when a rule named the variant without a split.</param>
/// <param name="Reason">What decided.</param>
/// <param name="Rule">Index into <see cref="EndpointRouting.Rules"/>; −1 when no rule matched.</param>
/// <param name="Propensity">Probability of this choice in basis points.</param>
public readonly record struct VariantSelection(int Variant, int Bucket, SelectionReason Reason, int Rule, int Propensity);
