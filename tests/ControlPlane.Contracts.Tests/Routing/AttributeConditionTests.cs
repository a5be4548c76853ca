using ControlPlane.Contracts.Routing;

namespace ControlPlane.Contracts.Tests.Routing;

public sealed class AttributeConditionTests
{
    [Theory]
    [InlineData(ConditionOperator.In, "au", true)]
    [InlineData(ConditionOperator.In, "AU", false)]
    [InlineData(ConditionOperator.In, null, false)]
    [InlineData(ConditionOperator.NotIn, "au", false)]
    [InlineData(ConditionOperator.NotIn, "eu", true)]
    [InlineData(ConditionOperator.NotIn, null, true)]
    [InlineData(ConditionOperator.StartsWith, "australia", true)]
    [InlineData(ConditionOperator.StartsWith, "a", false)]
    [InlineData(ConditionOperator.Exists, "", true)]
    [InlineData(ConditionOperator.Exists, null, false)]
    public void IsSatisfiedBy_EachOperator_ComparesOrdinally(ConditionOperator comparison, string? value, bool expected) =>
        Assert.Equal(expected, new AttributeCondition("x-region", comparison, ["au"]).IsSatisfiedBy(value));
}
