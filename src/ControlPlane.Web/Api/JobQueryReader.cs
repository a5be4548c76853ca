using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Jobs;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Jobs;

namespace ControlPlane.Web.Api;

/// <summary>What the query of a start says about a batch job; its body is the input. Stateless.</summary>
internal static class JobQueryReader
{
    /// <summary>Reads it.</summary>
    /// <returns>Refusal: <c>query_malformed</c> with every problem.</returns>
    public static Outcome<StartJobRequest> Read(string endpoint, IQueryCollection query, Stream content)
    {
        var problems = new List<FieldProblem>();
        var (format, columns) = (FormatOf(query["format"].ToString(), problems), ColumnsOf(query, problems));
        var version = NumberOf(query, "version", problems);
        var chunkRows = NumberOf(query, "chunkRows", problems);
        var limit = ShareOf(query, "brokenLimit", problems);
        var every = query["every"].ToString();
        if (!DurationText.TryParse(every.Length == 0 ? "1h" : every, out var time))
            problems.Add(new FieldProblem("every", $"is '{every}'", "use a time such as 6h"));
        var (store, onPromotion) = (TruthOf(query, "store", problems), TruthOf(query, "onPromotion", problems));
        if (problems.Count > 0)
            return new Refusal(ApiRefusals.QueryMalformed, $"{problems[0].Field} {problems[0].Problem}; {problems[0].Remedy}.") { Fields = problems };
        return new StartJobRequest
        {
            Endpoint = endpoint,
            Version = version,
            Name = query["name"].ToString(),
            Settings = new JobSettings
            {
                Format = format,
                Key = query["key"].ToString() is { Length: > 0 } key ? key : null,
                Columns = columns,
                ChunkRows = chunkRows ?? JobSettings.DefaultChunkRows,
                BrokenLimit = limit,
                IsStored = store,
            },
            IsFormatGiven = query["format"].Count > 0,
            Every = every.Length == 0 ? null : time,
            OnPromotion = onPromotion,
            Content = content,
        };
    }

    /// <summary>A format's word; comma-separated where nothing is said.</summary>
    public static JobFormat FormatOf(string word, List<FieldProblem> problems)
    {
        if (word is not ("" or "csv" or "jsonl"))
            problems.Add(new FieldProblem("format", $"is '{word}'", "use csv or jsonl"));
        return word == "jsonl" ? JobFormat.Jsonl : JobFormat.Csv;
    }

    /// <summary>A share from 0 to 1; null where nothing is said.</summary>
    public static double? ShareOf(IQueryCollection query, string name, List<FieldProblem> problems)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share))
            return share;
        problems.Add(new FieldProblem(name, $"is '{text}'", "use a share from 0 to 1, such as 0.05"));
        return null;
    }

    private static Dictionary<string, IReadOnlyList<string>> ColumnsOf(IQueryCollection query, List<FieldProblem> problems)
    {
        var columns = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var text in query["columns"].OfType<string>())
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || !columns.TryAdd(text[..colon], text[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
                problems.Add(new FieldProblem("columns", $"is '{text}'", "name each input once with its columns, such as columns=x:length,width"));
        }

        return columns;
    }

    private static int? NumberOf(IQueryCollection query, string name, List<FieldProblem> problems)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        problems.Add(new FieldProblem(name, $"is '{text}'", "use a whole number"));
        return null;
    }

    private static bool TruthOf(IQueryCollection query, string name, List<FieldProblem> problems)
    {
        var text = query[name].ToString();
        if (text is not ("" or "true" or "false"))
            problems.Add(new FieldProblem(name, $"is '{text}'", "use true or false"));
        return text == "true";
    }
}
