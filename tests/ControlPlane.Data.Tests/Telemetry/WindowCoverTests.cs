using ControlPlane.Data.Telemetry;

namespace ControlPlane.Data.Tests.Telemetry;

public sealed class WindowCoverTests
{
    [Fact]
    public void Of_FiveMinutes_UsesMinutesInside()
    {
        var cover = WindowCover.Of(new SeriesSpan(1, 1_007, 1_307, 1));

        Assert.Equal(["1: 1007-1010", "10: 1010-1020", "60: 1020-1260", "10: 1260-1300", "1: 1300-1307"], cover.Select(Words));
    }

    [Fact]
    public void Of_AnyWindow_CoversItExactlyOnceWithAlignedSpans()
    {
        var chance = new Random(3);
        for (var run = 0; run < 2_000; run++)
        {
            var finest = SeriesRetention.Resolutions[chance.Next(4)];
            var from = SeriesSpan.AlignDown(chance.Next(100_000), finest);
            var to = from + chance.Next(20_000);

            var cover = WindowCover.Of(new SeriesSpan(finest, from, to, finest));

            var at = from;
            foreach (var stretch in cover)
            {
                Assert.Equal(at, stretch.From);
                Assert.True(stretch.Resolution >= finest && stretch.From % stretch.Resolution == 0 && stretch.To % stretch.Resolution == 0, Words(stretch));
                at = stretch.To;
            }

            Assert.Equal(from == to ? from : SeriesSpan.AlignUp(to, finest), at);
        }
    }

    private static string Words(SeriesSpan span) => $"{span.Resolution}: {span.From}-{span.To}";
}
