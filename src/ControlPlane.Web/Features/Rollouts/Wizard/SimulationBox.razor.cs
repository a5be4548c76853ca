using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>What the plan would have done in the last hour.</summary>
public sealed partial class SimulationBox : IDisposable
{
    private const int MostMoves = 12;
    private static readonly TimeSpan Span = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _ended = new();
    private RolloutSimulation? _simulation;
    private string? _refusal;
    private bool _isRunning;

    [Inject]
    public required SimulateRolloutQuery Simulations { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    [Parameter, EditorRequired]
    public required WizardChoice Choice { get; set; }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    // Looks that say the same again tell nothing new.
    private static IEnumerable<SimulatedMove> Moves(RolloutSimulation simulation) =>
        simulation.Moves.Where((move, i) => i == 0 || move.Sentence != simulation.Moves[i - 1].Sentence).TakeLast(MostMoves);

    private async Task RunAsync()
    {
        var draft = ShapeReader.Read(Choice);
        if (!draft.IsAccepted)
            return;

        _isRunning = true;
        _simulation = null;
        var now = Clock.GetUtcNow();
        try
        {
            var outcome = await Simulations.RunAsync(Endpoint, draft.Value, now - Span, now, _ended.Token);
            _refusal = outcome.Refusal?.Sentence;
            _simulation = outcome.IsAccepted ? outcome.Value : null;
        }
        catch (OperationCanceledException)
        {
            return; // The page is gone, and with it the question.
        }

        _isRunning = false;
    }
}
