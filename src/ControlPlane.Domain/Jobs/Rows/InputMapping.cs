using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models;

namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>How rows of an input become inputs of a version. Immutable. From <see cref="Create"/>.</summary>
public sealed class InputMapping
{
    private InputMapping(JobSettings settings, IReadOnlyList<string> header, IReadOnlyList<MappedInput> inputs, bool isTogether)
    {
        Settings = settings;
        Header = header;
        Inputs = inputs;
        IsTogether = isTogether;
        KeyColumn = settings.Key is null ? -1 : header.ToList().IndexOf(settings.Key);
    }

    /// <summary>How the input is read.</summary>
    public JobSettings Settings { get; }

    /// <summary>Names of the columns; empty for JSON lines.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>In the order of the version.</summary>
    public IReadOnlyList<MappedInput> Inputs { get; }

    /// <summary>Many rows fit one request.</summary>
    public bool IsTogether { get; }

    /// <summary>Where the key stands in a comma-separated row; −1 where it does not.</summary>
    public int KeyColumn { get; }

    /// <summary>The mapping for a version.</summary>
    /// <param name="signature">What it takes and gives.</param>
    /// <param name="settings">What was said.</param>
    /// <param name="header">Names of the columns; empty for JSON lines.</param>
    /// <returns>The mapping. Refusals: <see cref="JobRefusals.VersionUnsuited"/>, <see cref="JobRefusals.InputInvalid"/> with every problem.</returns>
    public static Outcome<InputMapping> Create(ModelSignature signature, JobSettings settings, IReadOnlyList<string> header)
    {
        var problems = Unknown(signature, settings, header).ToList();
        var inputs = new List<MappedInput>();
        foreach (var input in signature.Inputs)
        {
            var mapped = Map(input, signature.Inputs.Count == 1, settings, header);
            if (mapped.Refusal is { Fields: [] } unsuited)
                return unsuited;
            if (mapped.Refusal is { } wrong)
                problems.AddRange(wrong.Fields);
            else
                inputs.Add(mapped.Value);
        }

        if (problems.Count > 0)
            return new Refusal(JobRefusals.InputInvalid, $"{problems[0].Field} {problems[0].Problem}; {problems[0].Remedy}.") { Fields = problems };
        var isTogether = inputs.TrueForAll(i => i.HasRows) && signature.Outputs.All(o => o.Shape is [TensorSignature.FreeDimension, ..]);
        return new InputMapping(settings, header, inputs, isTogether);
    }

    private static IEnumerable<FieldProblem> Unknown(ModelSignature signature, JobSettings settings, IReadOnlyList<string> header)
    {
        foreach (var twice in header.GroupBy(h => h, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return new FieldProblem(twice.Key, "names two columns", "name each once");
        if (settings is { Format: JobFormat.Csv, Key: { } key } && !header.Contains(key, StringComparer.Ordinal))
            yield return new FieldProblem("key", $"is '{key}', which is no column", $"use one of {string.Join(", ", header)}");
        foreach (var (input, columns) in settings.Columns)
        {
            if (signature.Inputs.All(i => i.Name != input))
                yield return new FieldProblem("columns", $"are named for '{input}', which is no input", $"the inputs are {string.Join(", ", signature.Inputs.Select(i => i.Name))}");
            foreach (var missing in columns.Except(header, StringComparer.Ordinal))
                yield return new FieldProblem("columns", $"of '{input}' name '{missing}', which is no column", $"use some of {string.Join(", ", header)}");
        }
    }

    private static Outcome<MappedInput> Map(TensorSignature input, bool isOnly, JobSettings settings, IReadOnlyList<string> header)
    {
        if (input.Form != ValueForm.Tensor || input.Shape is not { } shape)
            return Unsuited(input, "is no tensor of a declared shape");
        var hasRows = shape is [TensorSignature.FreeDimension, ..];
        var ofRow = hasRows ? shape.Skip(1).ToArray() : [.. shape];
        var free = ofRow.Count(d => d == TensorSignature.FreeDimension);
        if (free > 1 || (free == 1 && settings.Format == JobFormat.Jsonl))
            return Unsuited(input, $"has shape [{string.Join(", ", shape)}], of which a row does not tell every size");

        var known = ofRow.Where(d => d != TensorSignature.FreeDimension).Aggregate(1L, (product, d) => product * d);
        if (settings.Format == JobFormat.Jsonl)
            return new MappedInput(input.Name, input.Datatype, hasRows ? [1, .. ofRow] : ofRow, (int)known, hasRows, []);
        var columns = ColumnsOf(input.Name, isOnly, free == 0 ? (int)known : null, settings, header);
        if (columns is null || columns.Count == 0 || columns.Count % known != 0 || (free == 0 && columns.Count != known))
            return Refusal.OfField(JobRefusals.InputInvalid, input.Name, $"takes {(free == 0 ? known : $"a multiple of {known}")} values of a row, and {columns?.Count ?? 0} columns are its own", $"name its columns, such as columns={input.Name}:a,b,c");
        var sizes = ofRow.Select(d => d == TensorSignature.FreeDimension ? columns.Count / known : d);
        return new MappedInput(input.Name, input.Datatype, hasRows ? [1, .. sizes] : [.. sizes], columns.Count, hasRows, columns);
    }

    // Named columns, a column of the input's name, columns input[0], input[1], …, or for the only input every column but the key.
    private static List<int>? ColumnsOf(string input, bool isOnly, int? elements, JobSettings settings, IReadOnlyList<string> header)
    {
        var places = header.Select((name, at) => (name, at)).GroupBy(c => c.name, c => c.at, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        if (settings.Columns.TryGetValue(input, out var named))
            return named.All(places.ContainsKey) ? [.. named.Select(n => places[n])] : null;
        if (elements is null or 1 && places.TryGetValue(input, out var same))
            return [same];
        var numbered = Enumerable.Range(0, header.Count).Select(i => $"{input}[{i}]").TakeWhile(places.ContainsKey).Select(n => places[n]).ToList();
        if (numbered.Count > 0 || !isOnly)
            return numbered;
        return [.. header.Select((name, at) => (name, at)).Where(c => c.name != settings.Key).Select(c => c.at)];
    }

    private static Refusal Unsuited(TensorSignature input, string why) =>
        new(JobRefusals.VersionUnsuited, $"The input '{input.Name}' of the version {why}; ask its endpoint request by request.");
}
