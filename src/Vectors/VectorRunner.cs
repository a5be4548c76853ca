using System.Text.Json;
using ControlPlane.Vectors.Methods;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors;

/// <summary>
/// Runs golden vectors through the product's own functions.
/// What is called depends on a vector's method and inputs alone, never on its id or on what it expects. Stateless.
/// </summary>
public static class VectorRunner
{
    /// <summary>Runs every vector of a file's text and hands each outcome over as it is known.</summary>
    /// <param name="json">A JSON array of vectors.</param>
    /// <exception cref="VectorFormatException">The text is no JSON array; nothing was run.</exception>
    public static IEnumerable<VectorOutcome> Run(string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException problem)
        {
            throw new VectorFormatException("file", $"is not JSON: {problem.Message}");
        }

        return document.RootElement.ValueKind == JsonValueKind.Array
            ? RunAll(document)
            : throw new VectorFormatException("file", $"must be a JSON array of vectors, is {document.RootElement.ValueKind}");
    }

    /// <summary>Runs every vector of a file's text and writes one line each, then the tally.</summary>
    /// <exception cref="VectorFormatException">The text is no JSON array; nothing was run.</exception>
    public static VectorTally Run(string json, TextWriter to)
    {
        var counts = new Dictionary<VectorStatus, int>();
        foreach (var outcome in Run(json))
        {
            counts[outcome.Status] = counts.GetValueOrDefault(outcome.Status) + 1;
            to.WriteLine(outcome);
        }

        var tally = new VectorTally(
            counts.GetValueOrDefault(VectorStatus.Pass), counts.GetValueOrDefault(VectorStatus.Fail), counts.GetValueOrDefault(VectorStatus.Unsupported));
        to.WriteLine(tally);
        return tally;
    }

    private static IEnumerable<VectorOutcome> RunAll(JsonDocument document)
    {
        using (document)
        {
            var place = 0;
            foreach (var element in document.RootElement.EnumerateArray())
                yield return RunOne(element, GoldenVector.IdOf(element, place++));
        }
    }

    private static VectorOutcome RunOne(JsonElement element, string id)
    {
        var want = "-";
        try
        {
            var vector = GoldenVector.Read(element, id);
            want = VectorText.Of(vector.Expected);
            return Judge(vector, MethodCatalogue.Find(vector.Method)(vector.Inputs), want);
        }
        catch (UnsupportedVectorException gap)
        {
            return new(id, VectorStatus.Unsupported, gap.Message, want);
        }
        catch (VectorFormatException problem)
        {
            return new(id, VectorStatus.Fail, $"unreadable vector: {problem.Message}", want);
        }
        catch (ArgumentException refused)
        {
            return new(id, VectorStatus.Fail, $"refused input{RefusedField.Of(element, refused)}: {refused.Message.ReplaceLineEndings(" ")}", want);
        }
        catch (Exception failed) when (failed is ArithmeticException or InvalidOperationException)
        {
            return new(id, VectorStatus.Fail, $"not computable: {failed.Message}", want);
        }
    }

    private static VectorOutcome Judge(GoldenVector vector, VectorResults got, string want)
    {
        var missing = vector.Expected.EnumerateObject().Select(property => property.Name).Where(name => !got.ContainsKey(name)).ToArray();
        if (missing.Length > 0)
            return new(vector.Id, VectorStatus.Unsupported, $"{vector.Method} answers no {string.Join(", ", missing)}", want);

        var agrees = vector.Expected.EnumerateObject()
            .All(property => VectorComparison.Agrees(got[property.Name], property.Value, vector.Tolerance, $"expected.{property.Name}"));
        return new(vector.Id, agrees ? VectorStatus.Pass : VectorStatus.Fail, VectorText.Of(got, vector.Expected), want);
    }
}
