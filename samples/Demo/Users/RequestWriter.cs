using System.Globalization;
using System.Text;

namespace ControlPlane.Demo.Users;

/// <summary>Renders inference requests of the Open Inference Protocol, version 2, with one FP32 input of one row.</summary>
internal static class RequestWriter
{
    /// <summary>What comes before the identifier in every request.</summary>
    public static readonly byte[] BeforeId = Encoding.UTF8.GetBytes("{\"id\":\"");

    /// <summary>Everything after the identifier; values have three decimals at most.</summary>
    public static byte[] AfterId(string input, ReadOnlySpan<int> shape, ReadOnlySpan<float> values)
    {
        var json = new StringBuilder();
        json.Append("\",\"inputs\":[{\"name\":\"").Append(input).Append("\",\"shape\":[");
        AppendAll(json, shape, static number => number.ToString(CultureInfo.InvariantCulture));
        json.Append("],\"datatype\":\"FP32\",\"data\":[");
        AppendAll(json, values, static value => value.ToString("0.###", CultureInfo.InvariantCulture));
        json.Append("]}]}");
        return Encoding.UTF8.GetBytes(json.ToString());
    }

    private static void AppendAll<T>(StringBuilder json, ReadOnlySpan<T> values, Func<T, string> render)
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (index > 0)
                json.Append(',');

            json.Append(render(values[index]));
        }
    }
}
