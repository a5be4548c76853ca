using ControlPlane.Contracts.Agents;
using ControlPlane.Data.Agents;
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
        PreparationState.Ready => "ready",
        PreparationState.Refused => "refused",
        _ => throw new InvalidOperationException($"{version.State} has no word."),
    };

    private static string ClassOf(LoadedVersion version) => version.State == PreparationState.Refused ? "is-refused" : "";

    private static string TitleOf(LoadedVersion version) => version.Reason ?? $"{version.Model} v{version.Version}, {version.Digest}";
}
