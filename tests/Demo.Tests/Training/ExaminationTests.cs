using ControlPlane.Demo.Training;

namespace ControlPlane.Demo.Tests.Training;

public sealed class ExaminationTests
{
    [Theory]
    [InlineData(new[] { 0.1f, 0.2f, 0.8f, 0.9f }, 1.0)]
    [InlineData(new[] { 0.8f, 0.9f, 0.1f, 0.2f }, 0.0)]
    [InlineData(new[] { 0.5f, 0.5f, 0.5f, 0.5f }, 0.5)]
    [InlineData(new[] { 0.1f, 0.5f, 0.3f, 0.9f }, 0.75)]
    [InlineData(new[] { 0.1f, 0.5f, 0.5f, 0.9f }, 0.875)]
    public void AreaUnderCurve_TwoNegativesThenTwoPositives_IsTheShareOfPairsInOrder(float[] scores, double expected)
    {
        var examples = scores.Select((score, index) => (score, IsPositive: index >= 2));

        Assert.Equal(expected, Examination.AreaUnderCurve(examples));
    }

    [Fact]
    public void Share_OfSomeExamples_CountsThoseForWhichItHolds()
    {
        Assert.Equal(0.25, Examination.Share([1, 2, 3, 4], number => number > 3));
    }
}
