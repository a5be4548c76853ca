using System.Text.Json.Serialization;

namespace ControlPlane.Web.Api.Resources;

/// <summary>When a job is run again, as the API tells it. Immutable.</summary>
internal sealed record JobScheduleResource([property: JsonConverter(typeof(DurationConverter))] TimeSpan Every, bool OnPromotion, DateTimeOffset NextAt);
