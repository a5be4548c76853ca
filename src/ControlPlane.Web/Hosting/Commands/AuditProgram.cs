using System.Globalization;
using System.Text.RegularExpressions;
using ControlPlane.Contracts.Audit;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Hosting;
using ControlPlane.Domain.Audit;
using ControlPlane.Web.Features.Audit;

namespace ControlPlane.Web.Hosting.Commands;

/// <summary>
/// <c>audit verify</c> and <c>audit export</c> on a data folder, while its control plane runs or not: nothing is written.
/// </summary>
internal sealed partial class AuditProgram(TextWriter output, Stream raw)
{
    private const string Witness = "--witness";
    private const string Format = "--format";

    /// <summary>Runs what the arguments say.</summary>
    /// <param name="args">After <c>audit</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The exit code: 0, or <see cref="ExitCodes.NotAsWritten"/>. Refusals: <c>configuration_invalid</c> and those of <see cref="StoredFiles"/>.</returns>
    public async Task<Outcome<int>> RunAsync(IReadOnlyList<string> args, CancellationToken cancellation)
    {
        var read = CommandArguments.Read(args, [Witness, Format], mostWords: 1);
        if (read.Refusal is { } malformed)
            return malformed;
        var opened = await StoredFiles.OpenStateAsync(read.Value.Settings.Data, cancellation);
        if (opened.Refusal is { } refusal)
            return refusal;
        await using var state = opened.Value;
        return read.Value.Words switch
        {
            ["verify"] => await VerifyAsync(state, read.Value, cancellation),
            ["export"] => await ExportAsync(state, read.Value, cancellation),
            _ => Wrong("audit", "names nothing to do", "write 'audit verify' or 'audit export'"),
        };
    }

    private async Task<Outcome<int>> VerifyAsync(StateContext state, CommandArguments arguments, CancellationToken cancellation)
    {
        var witnesses = new List<AuditWitness>();
        foreach (var (_, value) in arguments.Flags.Where(f => f.Name == Witness))
        {
            if (HeadForm().Match(value) is not { Success: true } head || !long.TryParse(head.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
                return Wrong(Witness, $"is '{value}'", "write number and hash of an entry, such as 120:4f…, 64 hexadecimal digits");
            witnesses.Add(new AuditWitness("the command line", new AuditHead(sequence, head.Groups[2].Value)));
        }

        var verdict = await AuditVerifier.VerifyAsync(state, witnesses, cancellation);
        await output.WriteLineAsync(verdict.Sentence);
        foreach (var other in verdict.Disagreements.Skip(verdict.Fault is null ? 1 : 0))
            await output.WriteLineAsync($"  {other.Sentence}");
        if (verdict.Head is { } newest)
            await output.WriteLineAsync($"Head: {newest.Sequence}:{newest.Hash}");
        return verdict.IsIntact ? ExitCodes.Fine : ExitCodes.NotAsWritten;
    }

    private async Task<Outcome<int>> ExportAsync(StateContext state, CommandArguments arguments, CancellationToken cancellation)
    {
        var form = AuditExport.FormOf(arguments.Find(Format) ?? "");
        if (form.Refusal is { } unknown)
            return Wrong(Format, unknown.Fields[0].Problem, unknown.Fields[0].Remedy);
        await AuditExport.WriteAsync(raw, form.Value, AuditQueries.Stream(state, AuditFilter.None), cancellation);
        return ExitCodes.Fine;
    }

    private static Refusal Wrong(string field, string problem, string remedy) => HostSettings.Invalid([new FieldProblem(field, problem, remedy)]);

    [GeneratedRegex("^([0-9]+):([0-9a-f]{64})$")]
    private static partial Regex HeadForm();
}
