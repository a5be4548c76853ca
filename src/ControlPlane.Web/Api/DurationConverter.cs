using System.Text.Json;
using System.Text.Json.Serialization;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Api;

/// <summary>A time as a number of seconds, or as text such as <c>"5m"</c>; written as seconds.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var seconds) && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2)
            return TimeSpan.FromSeconds(seconds);
        return reader.TokenType == JsonTokenType.String && DurationText.TryParse(reader.GetString()!, out var time)
            ? time
            : throw new JsonException("A time is a number of seconds, or text such as 90s, 5m, 2h, 7d.");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(value.TotalSeconds);
}
