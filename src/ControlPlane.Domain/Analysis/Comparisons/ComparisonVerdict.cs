using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>What a comparison says about a challenger.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ComparisonVerdict>))]
public enum ComparisonVerdict
{
    /// <summary>No worse than the margin allows, surely enough.</summary>
    Promote,

    /// <summary>Not known yet, or not to be known from this evidence.</summary>
    Hold,

    /// <summary>Worse, surely enough and by enough to matter.</summary>
    RollBack,
}
