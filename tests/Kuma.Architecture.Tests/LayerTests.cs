using System.Reflection;

namespace Kuma.Architecture.Tests;

/// <summary>The arrows of docs: Web → Infrastructure → Application → Domain, Web → SocketIO.Core, and who may name what.</summary>
public sealed class LayerTests
{
    private static readonly Assembly Domain = Assembly.Load("Kuma.Domain");
    private static readonly Assembly Application = Assembly.Load("Kuma.Application");
    private static readonly Assembly Infrastructure = Assembly.Load("Kuma.Infrastructure");
    private static readonly Assembly Web = Assembly.Load("Kuma.Web");
    private static readonly Assembly SocketIO = Assembly.Load("SocketIO.Core");

    [Fact]
    public void Domain_knows_nobody_and_needs_no_package()
    {
        Rules.ForbiddenArrows(Domain).ShouldBeEmpty();
        Rules.Packages(Domain).ShouldBeEmpty();
    }

    [Fact]
    public void Application_knows_the_domain_alone() => Rules.ForbiddenArrows(Application, "Kuma.Domain").ShouldBeEmpty();

    [Fact]
    public void Infrastructure_knows_the_inner_layers_alone() =>
        Rules.ForbiddenArrows(Infrastructure, "Kuma.Application", "Kuma.Domain").ShouldBeEmpty();

    [Fact]
    public void The_Socket_IO_server_knows_nothing_of_Kuma() => Rules.ForbiddenArrows(SocketIO).ShouldBeEmpty();

    [Theory]
    [InlineData("Dapper")]
    [InlineData("Npgsql")]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("System.Net.Http")]
    [InlineData("System.Net.Sockets")]
    public void Application_has_no_SQL_no_HTTP_and_no_sockets(string technology) => Rules.Using(Application, technology).ShouldBeEmpty();

    [Fact]
    public void Dapper_is_used_in_the_infrastructure_alone()
    {
        Rules.Using(Infrastructure, "Dapper").ShouldNotBeEmpty();
        Rules.Using(Web, "Dapper").ShouldBeEmpty();
        Rules.Using(Domain, "Dapper").ShouldBeEmpty();
        Rules.Using(SocketIO, "Dapper").ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_composition_root_names_the_infrastructure()
    {
        Rules.Using(Web, "Kuma.Infrastructure").ShouldNotBeEmpty();
        Rules.Using(Web, "Kuma.Infrastructure", "Kuma.Web.Hosting.", "Program").ShouldBeEmpty();
    }

    [Fact]
    public void An_arrow_the_wrong_way_is_seen()
    {
        Rules.ForbiddenArrows(Infrastructure, "Kuma.Domain").ShouldBe(["Kuma.Infrastructure → Kuma.Application"]);
        Rules.Packages(Application).ShouldContain("MediatR");
        Rules.Using(typeof(LayerTests).Assembly, "Dapper").ShouldContain(typeof(Samples.UsesDapper).FullName!);
    }
}
