using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Contracts.Routing;

/// <summary>What the values of the output that is read mean.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<OutputKind>))]
public enum OutputKind
{
    /// <summary>Nothing is read from outputs; only invalid values are counted.</summary>
    Unread,

    /// <summary>One class index or class name per row.</summary>
    Label,

    /// <summary>One probability per class and row; the largest names the class.</summary>
    Probabilities,

    /// <summary>One number per row, such as a risk.</summary>
    Score,

    /// <summary>Any numbers, such as an embedding; only invalid values are counted.</summary>
    Vector,
}
