using System.Text.Json.Serialization;
using ControlPlane.Domain.Drift;

namespace ControlPlane.Web.Api.Resources;

/// <summary>What drift of an endpoint is measured by and leads to; what is left out has its default. Immutable.</summary>
internal sealed record DriftBody
{
    private static readonly DriftSettings Default = new();

    public DriftAction Action { get; init; } = Default.Action;

    /// <summary>Seconds, or text such as <c>5m</c>.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan Window { get; init; } = Default.Window;

    public long LiveRows { get; init; } = Default.LiveRows;

    public DriftSettings ToSettings() => new() { Action = Action, Window = Window, LiveRows = LiveRows };

    public static DriftBody Of(DriftSettings settings) => new() { Action = settings.Action, Window = settings.Window, LiveRows = settings.LiveRows };
}
