using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Contracts.Tests.Telemetry;

public sealed class InputFeaturesTests
{
    [Theory]
    [InlineData(new long[] { -1, 3 }, 3)]
    [InlineData(new long[] { -1, 3, 32, 32 }, 3_072)]
    [InlineData(new long[] { 1, 30 }, 30)]
    [InlineData(new long[] { 30 }, 30)]
    [InlineData(new long[] { -1 }, 1)]
    [InlineData(new long[] { 1 }, 1)]
    [InlineData(new long[0], 1)]
    [InlineData(new long[] { -1, 0 }, 0)]
    public void RowWidthOf_FixedSizes_IsTheirProductWithoutTheRows(long[] shape, long width) => Assert.Equal(width, InputFeatures.RowWidthOf(shape));

    [Theory]
    [InlineData(new long[] { -1, -1 })]
    [InlineData(new long[] { -1, 3, -1 })]
    [InlineData(new[] { -1, long.MaxValue, 2 })]
    [InlineData(new long[] { -1, 4, -1, 0 })]
    public void RowWidthOf_SizeThatACallChoosesOrTooMany_IsUnknown(long[] shape) => Assert.Null(InputFeatures.RowWidthOf(shape));

    [Theory]
    [InlineData(1L, 1, "x")]
    [InlineData(3L, 3, "x[0]", "x[1]", "x[2]")]
    [InlineData(4L, 4, "x[0]", "x[1]", "x[2]", "x[3]")]
    [InlineData(5L, 4, "x.mean", "x.deviation", "x.minimum", "x.maximum")]
    [InlineData(0L, 4, "x.mean", "x.deviation", "x.minimum", "x.maximum")]
    [InlineData(null, 4, "x.mean", "x.deviation", "x.minimum", "x.maximum")]
    public void Of_Numbers_AreColumnsWhileThereIsRoomAndStatisticsAfterwards(long? width, int room, params string[] names)
    {
        var features = InputFeatures.Of("x", width, isText: false, room)!;

        Assert.Equal(names, features.Names);
        Assert.Equal(names[0] == "x.mean", features.AreStatistics);
    }

    [Theory]
    [InlineData(3L, true, 2)]
    [InlineData(null, true, 64)]
    [InlineData(4L, false, 3)]
    public void Of_TextWithoutRoomOrNoRoomForStatistics_IsNothing(long? width, bool isText, int room) => Assert.Null(InputFeatures.Of("x", width, isText, room));

    [Fact]
    public void OfAttributes_MoreThanThereIsRoomFor_AreTheFirst() => Assert.Equal(["a", "b"], InputFeatures.OfAttributes(["a", "b", "c"], 2));
}
