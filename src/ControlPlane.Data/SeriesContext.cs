using ControlPlane.Data.Drift;
using ControlPlane.Data.Feedback;
using ControlPlane.Data.Mapping;
using ControlPlane.Data.Shadows;
using ControlPlane.Data.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data;

/// <summary>The database of measurements. A loss of power may cost the last second; a crash of the process costs nothing that was acknowledged.</summary>
public abstract class SeriesContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>What each boot of each agent delivered so far.</summary>
    internal DbSet<TelemetryBoot> Boots => Set<TelemetryBoot>();

    /// <summary>Buckets as agents sent them, for as long as a newer copy may come.</summary>
    internal DbSet<ReceivedBucket> Buckets => Set<ReceivedBucket>();

    /// <summary>Running totals by agent, boot, endpoint and variant.</summary>
    internal DbSet<VariantTotal> Totals => Set<VariantTotal>();

    /// <summary>Sums over agents, in four resolutions.</summary>
    internal DbSet<SeriesPoint> Points => Set<SeriesPoint>();

    /// <summary>Feedback that was counted, so that it is not counted again.</summary>
    internal DbSet<CountedFeedback> CountedFeedback => Set<CountedFeedback>();

    /// <summary>Feedback by the time of the answer it is about, in four resolutions.</summary>
    internal DbSet<FeedbackPoint> FeedbackPoints => Set<FeedbackPoint>();

    /// <summary>What input features looked like, in two resolutions.</summary>
    internal DbSet<FeaturePoint> FeaturePoints => Set<FeaturePoint>();

    /// <summary>Single requests that shadows were compared on.</summary>
    internal DbSet<KeptShadowSample> ShadowSamples => Set<KeptShadowSample>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SeriesContext).Assembly, type => typeof(ISeriesConfiguration).IsAssignableFrom(type));
}
