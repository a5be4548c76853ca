using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Tests.Analysis.Comparisons;

/// <summary>Requests of two variants, second by second, counted as agents count them: by variant and assignment cell.</summary>
internal sealed class WatchedStream(Random random, double championErrors, double challengerErrors)
{
    private readonly long[,] _requests = new long[2, AssignmentCell.Count];
    private readonly long[,] _errors = new long[2, AssignmentCell.Count];

    /// <summary>Share of callers that the challenger should get.</summary>
    public double Share { get; init; } = 0.1;

    /// <summary>Share that an agent without the new table gives it; null when every agent has the table.</summary>
    public (double OfRequests, double Share)? Behind { get; init; }

    public void Add(int requests)
    {
        for (var request = 0; request < requests; request++)
        {
            var share = Behind is { } behind && random.NextDouble() < behind.OfRequests ? behind.Share : Share;
            var variant = random.NextDouble() < share ? 1 : 0;
            var cell = random.Next(AssignmentCell.Count);
            _requests[variant, cell]++;
            if (random.NextDouble() < (variant == 0 ? championErrors : challengerErrors))
                _errors[variant, cell]++;
        }
    }

    public ComparisonInput Input(Comparison? before = null) => new()
    {
        Champion = new ComparedVariant("v1", Of(0), (int)Math.Round(10_000 * (1 - Share))),
        Challengers = [new ComparedVariant("v2", Of(1), (int)Math.Round(10_000 * Share))],
        Completeness = Building.EvidenceBuilder.Complete,
        Before = before,
    };

    private VariantEvidence Of(int variant)
    {
        var cells = new CellEvidence[AssignmentCell.Count];
        for (var cell = 0; cell < cells.Length; cell++)
            cells[cell] = new CellEvidence(_requests[variant, cell], _errors[variant, cell], 0, 0, 0, 0);
        return new VariantEvidence { Requests = cells.Sum(c => c.Requests), Errors = cells.Sum(c => c.Errors), Cells = cells };
    }
}
