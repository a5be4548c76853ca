using System.Text.Json;

namespace ControlPlane.Web.Observability;

/// <summary>Values of labels: the words of the API. Stateless.</summary>
internal static class MetricWords
{
    public static string Of<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
