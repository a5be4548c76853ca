using System.Text;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Golden;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Inference.Golden;

/// <summary>Asks a loaded model what its golden set asks, and holds the answers against what is expected. Stateless.</summary>
internal static class GoldenCheck
{
    /// <summary>Longest that one case may run.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(1);

    /// <summary>Runs the set of a file.</summary>
    /// <returns>Null, or a refusal: <c>golden_mismatch</c> that names case, output, index, what was expected and what came.</returns>
    public static Refusal? Run(string path, LoadedModel model)
    {
        var read = GoldenSet.Read(File.ReadAllBytes(path));
        return read.IsAccepted ? Run(read.Value, model) : new Refusal(RefusalCodes.GoldenMismatch, read.Refusal.Sentence);
    }

    /// <summary>Runs a set.</summary>
    /// <returns>As for a file.</returns>
    public static Refusal? Run(GoldenSet set, LoadedModel model)
    {
        var (request, tolerance) = (new InferRequest(), set.Tolerance ?? new GoldenTolerance());
        var lane = model.Lanes.Rent();
        try
        {
            foreach (var golden in set.Cases)
            {
                if (Problem(golden, tolerance, request, model, lane) is { } problem)
                    return new Refusal(RefusalCodes.GoldenMismatch, $"Golden case '{golden.Name}' of {model.Version.Model} version {model.Version.Version}: {problem}.");
            }

            return null;
        }
        finally
        {
            model.Lanes.Return(lane);
        }
    }

    private static string? Problem(GoldenCase golden, GoldenTolerance tolerance, InferRequest request, LoadedModel model, InferenceLane lane)
    {
        request.Begin(Encoding.UTF8.GetBytes($"{{\"inputs\":{golden.Inputs.GetRawText()}}}"));
        var refusal = InferRequestReader.Read(request) ?? InferRequestBinder.Bind(request, model.Signature, lane) ?? lane.Run(LongestRun);
        if (refusal is not null)
            return refusal.Sentence.TrimEnd('.');

        foreach (var expected in golden.Outputs)
        {
            var index = model.Signature.IndexOfOutput(Encoding.UTF8.GetBytes(expected.Name));
            if ((index < 0 ? $"output '{expected.Name}' is unknown" : GoldenComparison.Problem(expected, lane.Outputs[index], tolerance)) is { } problem)
                return problem;
        }

        return null;
    }
}
