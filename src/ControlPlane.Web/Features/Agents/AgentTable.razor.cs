using ControlPlane.Contracts.Agents;
using ControlPlane.Data.Agents;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Agents;

/// <summary>Agents, one row each.</summary>
public sealed partial class AgentTable
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<AgentRow> Agents { get; set; }

    [Parameter]
    public EventCallback<AgentRow> OnRemove { get; set; }

    private static string WordOf(LoadedVersion version) => version.State switch
    {
        PreparationState.Fetching => "fetching",
        PreparationState.Loading => "loading",
        PreparationState.Ready when version.Worker is { IsUp: false } => "process starts again",
        PreparationState.Ready when version.Worker is { Ends: > 0 and var ends } => $"ready, process ended {Wording.Count(ends, "time")}",
        PreparationState.Ready => "ready",
        PreparationState.Refused => "refused",
        _ => throw new InvalidOperationException($"{version.State} has no word."),
    };

    private static string ClassOf(LoadedVersion version) => version.State == PreparationState.Refused || version.Worker is { IsUp: false } ? "is-refused" : "";

    private static string TitleOf(LoadedVersion version) =>
        version.Reason ?? (version.Worker?.LastEnd is { } end
            ? $"Its process ended last at {version.Worker.LastEndAt:yyyy-MM-dd HH:mm:ss} UTC. {end}"
            : $"{version.Model} v{version.Version}, {version.Digest}{(version.Worker is null ? "" : ", in a process of its own")}");
}
