using Kuma.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
