using ControlPlane.Data.Replicas;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Shell;

/// <summary>Which of several control planes this page comes from, and which of them leads; nothing where there is only one.</summary>
public sealed partial class ReplicaNotice : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private ITimer? _timer;
    private LeaderStanding? _standing;

    [Inject]
    public required ILeadership Leadership { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    private string Word => _standing switch
    {
        { IsLeader: true } => "leads",
        { Leader: { } leader } => $"{leader} leads",
        _ => "no replica leads",
    };

    private string Title => _standing is { Leader: not null } standing
        ? $"This page comes from {standing.Replica}. {(standing.IsLeader ? "It" : standing.Leader)} moves rollouts, in term {standing.Epoch}; every replica serves pages and agents."
        : $"This page comes from {_standing?.Replica}. Nobody moves rollouts until a replica leads; agents serve on.";

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized()
    {
        _standing = Leadership.Standing;
        if (_standing.IsShared)
            _timer = Clock.CreateTimer(_ => Look(), null, Period, Period);
    }

    private void Look()
    {
        var standing = Leadership.Standing;
        if (standing == _standing)
            return;
        _standing = standing;
        _ = InvokeAsync(StateHasChanged);
    }
}
