using System.Globalization;

namespace ControlPlane.Benchmarks.Overview;

/// <summary>What one number of active rollouts costs. Times in milliseconds, shares of one core.</summary>
/// <param name="Rollouts">Active ones, each at an endpoint of its own.</param>
/// <param name="Overview">From asking for the Overview until its rows can be seen.</param>
/// <param name="List">The same of the page of all rollouts.</param>
/// <param name="Alone">Processor of the control plane while nobody looks.</param>
/// <param name="Watched">The same while one viewer has the Overview open.</param>
/// <param name="ResidentMegabytes">Memory of the control plane's process at the end.</param>
internal sealed record OverviewReport(int Rollouts, IReadOnlyList<double> Overview, IReadOnlyList<double> List, double Alone, double Watched, long ResidentMegabytes)
{
    public static void PrintHead(TextWriter output)
    {
        output.WriteLine("| active rollouts | Overview open after, longest | list of rollouts open after, longest | processor while nobody looks | with the Overview open | resident |");
        output.WriteLine("|---|---|---|---|---|---|");
    }

    public void Print(TextWriter output) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {Rollouts} | {Words(Overview)} | {Words(List)} | {Alone * 100:0.0} % | {Watched * 100:0.0} % | {ResidentMegabytes} MB |"));

    private static string Words(IReadOnlyList<double> milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{milliseconds.Order().ElementAt(milliseconds.Count / 2):0} ms, {milliseconds.Max():0} ms");
}
