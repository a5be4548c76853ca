using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Audit;
using ControlPlane.Web.Api;

namespace ControlPlane.Web.Features.Audit;

/// <summary>
/// Writes entries for another system, field by field as they are hashed, so that whoever holds an export can check it without this product.
/// Stateless.
/// </summary>
internal static class AuditExport
{
    private const string HashName = "hash";

    private static readonly IReadOnlyList<string> Names = [.. Enum.GetValues<AuditField>().Select(AuditForm.NameOf), HashName];

    /// <summary>The form of a word; JSON lines where nothing is said.</summary>
    /// <returns>Refusal: <c>query_malformed</c>.</returns>
    public static Outcome<AuditExportForm> FormOf(string word) => word switch
    {
        "" or "jsonl" => AuditExportForm.JsonLines,
        "csv" => AuditExportForm.Csv,
        _ => Refusal.OfField(ApiRefusals.QueryMalformed, "format", $"is '{word}'", "use jsonl or csv"),
    };

    /// <summary>Writes entries one by one.</summary>
    public static async Task WriteAsync(Stream target, AuditExportForm form, IAsyncEnumerable<AuditEntry> entries, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true) { NewLine = form == AuditExportForm.Csv ? "\r\n" : "\n" };
        if (form == AuditExportForm.Csv)
            await writer.WriteLineAsync(string.Join(',', Names).AsMemory(), cancellation);
        await foreach (var entry in entries.WithCancellation(cancellation))
        {
            var record = entry.ToRecord();
            IReadOnlyList<string?> values = [.. record.Values, record.Hash];
            await writer.WriteLineAsync((form == AuditExportForm.Csv ? string.Join(',', values.Select(Cell)) : Line(values)).AsMemory(), cancellation);
        }
    }

    private static string Line(IReadOnlyList<string?> values) =>
        JsonSerializer.Serialize(Names.Zip(values).ToDictionary(v => v.First, v => v.Second, StringComparer.Ordinal));

    // Nothing is an empty cell, the empty text a quoted one. A cell that a spreadsheet would take for a formula is still what was hashed: the file is evidence.
    private static string Cell(string? value) => value switch
    {
        null => "",
        { Length: > 0 } plain when plain.IndexOfAny(['"', ',', '\r', '\n']) < 0 => plain,
        _ => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
    };
}
