using ControlPlane.Data.Audit;
using ControlPlane.Domain.Audit;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Audit;

/// <summary>Whether the chain holds: what agents contradict at once, everything else when somebody asks.</summary>
public sealed partial class ChainPanel : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private AuditVerdict? _verdict;
    private DateTimeOffset _checkedAt;
    private string? _failure;
    private bool _isChecking;
    private IDisposable? _heard;

    [Inject]
    public required AuditVerifier Verifier { get; init; }

    [Inject]
    public required AuditWitnesses Witnesses { get; init; }

    [Inject]
    public required ChangeBell Bell { get; init; }

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    public void Dispose()
    {
        _heard?.Dispose();
        _ended.Cancel();
        _ended.Dispose();
    }

    protected override void OnInitialized() => _heard = Bell.Subscribe(ChangeTopic.Audit, null, () => InvokeAsync(StateHasChanged));

    private async Task CheckAsync()
    {
        (_isChecking, _failure) = (true, null);
        StateHasChanged();
        try
        {
            _verdict = await Verifier.VerifyAsync(Witnesses.Everything, _ended.Token);
            _checkedAt = Clock.GetUtcNow();
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException) // The edge of the page: the viewer is told.
        {
            (_verdict, _failure) = (null, Questions.Report(nameof(AuditVerdict), failure));
        }

        _isChecking = false;
    }
}
