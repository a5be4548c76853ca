using System.Text;
using ControlPlane.DocsTests.Pages;

namespace ControlPlane.DocsTests.Faults;

/// <summary>The parts of the faults' page that are made from code: what is survived, and by which tests that is known.</summary>
internal static class FaultDocument
{
    // Their tests start the programs or a browser; all others run in one process with simulated time, disk or network.
    private static readonly string[] Real = ["ControlPlane.SystemTests.", "ControlPlane.BrowserTests.", "ControlPlane.Data.Postgres.Tests."];

    /// <summary>Table of one chapter.</summary>
    public static string Chapter(IReadOnlyList<FaultCase> cases, ILookup<string, TestedFault> tests)
    {
        var text = new StringBuilder("| | what is done | what follows | shown |\n|---|---|---|---|\n");
        foreach (var fault in cases)
            text.Append($"| {fault.Id} | {MadePart.Cell(fault.Injected)} | {MadePart.Cell(fault.Expected)} | {MadePart.Cell(Shown(tests[fault.Id], fault.Left))} |\n");
        return text.ToString();
    }

    /// <summary>Table of the promises.</summary>
    public static string Promises(IReadOnlyList<FaultPromise> promises, ILookup<string, TestedFault> tests)
    {
        var text = new StringBuilder("| | what holds | latest figure | shown |\n|---|---|---|---|\n");
        foreach (var promise in promises)
            text.Append($"| {promise.Id} | {MadePart.Cell(promise.Promised)} | {MadePart.Cell(promise.Figure)} | {MadePart.Cell(Shown(tests[promise.Id], promise.Left))} |\n");
        return text.ToString();
    }

    /// <summary>The tests behind every number.</summary>
    public static string Index(IEnumerable<string> ids, ILookup<string, TestedFault> tests)
    {
        var text = new StringBuilder();
        foreach (var id in ids.Where(i => tests[i].Any()))
        {
            text.Append($"- {id}\n");
            foreach (var test in tests[id].Select(t => t.Test).Distinct(StringComparer.Ordinal))
                text.Append($"  - `{test}`\n");
        }

        return text.ToString();
    }

    private static string Shown(IEnumerable<TestedFault> tests, string? left)
    {
        var names = tests.Select(t => t.Test).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
            return left ?? throw new InvalidOperationException("Without a test there must be a word.");

        var real = names.Count(n => Array.Exists(Real, r => n.StartsWith(r, StringComparison.Ordinal)));
        var how = (real, names.Count - real) switch
        {
            (0, var simulated) => $"simulated ({simulated})",
            (_, 0) => $"for real ({real})",
            (_, var simulated) => $"for real ({real}), simulated ({simulated})",
        };
        return left is null ? how : $"{how}; not shown: {left}";
    }
}
