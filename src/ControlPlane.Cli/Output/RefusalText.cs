using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Output;

/// <summary>Refusals for people and for programs: the sentence, then every field with what would be right.</summary>
internal static class RefusalText
{
    /// <summary>Sentence, fields, remedies, code.</summary>
    public static void Write(Refusal refusal, TextWriter error)
    {
        error.WriteLine($"{(ExitCodes.Of(refusal) == ExitCode.Refused ? "Refused" : "Error")}: {refusal.Sentence}");
        foreach (var field in refusal.Fields)
        {
            error.WriteLine($"  {field.Field}: {field.Problem}");
            error.WriteLine($"    → {field.Remedy}");
        }

        error.WriteLine($"  code: {refusal.Code}");
    }

    /// <summary>The same as one JSON object, in the API's form.</summary>
    public static void WriteJson(Refusal refusal, TextWriter error) => error.WriteLine(JsonText.Of(new JsonObject
    {
        ["code"] = refusal.Code,
        ["detail"] = refusal.Sentence,
        ["errors"] = new JsonArray([.. refusal.Fields.Select(f => new JsonObject { ["field"] = f.Field, ["problem"] = f.Problem, ["remedy"] = f.Remedy })]),
    }));
}
