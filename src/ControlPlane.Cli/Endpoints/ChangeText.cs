using System.Globalization;
using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Endpoints;

/// <summary>What a change of an endpoint did, in words.</summary>
internal static class ChangeText
{
    public static string Of(JsonObject change)
    {
        var done = (bool)change["isChanged"]! ? (string)change["sentence"]! : $"Nothing to do: {change["sentence"]}";
        return change["acknowledgement"] is JsonObject { } taken && taken["elapsedMilliseconds"] is { } elapsed
            ? string.Create(CultureInfo.InvariantCulture, $"{done} {taken["acknowledged"]} of {taken["awaited"]} agents have it in force, the last after {(double)elapsed:0} ms.")
            : done;
    }
}
