using System.Text.Json.Serialization;

namespace ControlPlane.Web.Api.Resources;

/// <summary>When a job shall be run again. Immutable.</summary>
internal sealed record JobScheduleBody
{
    /// <summary>Seconds, or text such as <c>6h</c>.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public required TimeSpan Every { get; init; }

    /// <summary>Also as soon as another version is stable.</summary>
    public bool OnPromotion { get; init; }
}
