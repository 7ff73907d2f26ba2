package io.orbweaver.api;

import io.orbweaver.api.arrival.ArrivalTimeouts;
import io.orbweaver.api.arrival.MalformedTargets;
import io.orbweaver.api.openapi.ApiAnswers;
import io.orbweaver.api.openapi.ApiEvents;
import io.orbweaver.api.openapi.ApiExamples;
import io.orbweaver.api.openapi.ApiSecurity;
import io.orbweaver.api.openapi.NullabilityConverter;
import io.orbweaver.api.openapi.SubmissionBounds;
import io.orbweaver.commit.JobDesk;
import io.orbweaver.commit.Ledger;
import io.orbweaver.egress.FileRoots;
import io.orbweaver.job.Jobs;
import io.orbweaver.job.spec.JobSpecReader;
import io.orbweaver.security.SignIn;
import io.orbweaver.url.UrlResolver;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The wiring of the API to the ports. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

    @Bean
    JobDesk jobDesk(Ledger ledger, Jobs jobs) {
        return new JobDesk(ledger, jobs);
    }

    @Bean
    JobSpecReader jobSpecReader(PolitenessProperties politeness, FileRoots files) {
        UrlResolver.loadTables(); // an event loop reads the first submission
        return new JobSpecReader(politeness.bounds(files));
    }

    @Bean
    SubmissionReader submissionReader(JobSpecReader specs) {
        return new SubmissionReader(specs);
    }

    @Bean
    ConcurrencyLimit limit(SubmissionProperties properties) {
        return ConcurrencyLimit.ofSubmissions(properties.max());
    }

    @Bean
    SubmissionBodies submissionIntake(SubmissionProperties properties) {
        return new SubmissionBodies(properties.max());
    }

    @Bean
    ArrivalTimeouts arrivalTimeouts() {
        return new ArrivalTimeouts();
    }

    @Bean
    MalformedTargets malformedTargets() {
        return new MalformedTargets();
    }

    /** The dashboard's first page answers GET alone by itself. */
    @Bean
    RouterFunction<ServerResponse> headOfDashboard() {
        return RouterFunctions.route(
                RequestPredicates.method(HttpMethod.HEAD).and(RequestPredicates.path("/")),
                request -> ServerResponse.ok().contentType(MediaType.TEXT_HTML).build());
    }

    @Bean
    StreamRequestFilter streamDoor(EventEndpoints endpoints) {
        return new StreamRequestFilter(endpoints);
    }

    @Bean
    ApiSecurity apiSecurity(SignIn signIn) {
        return new ApiSecurity(signIn.isNeeded());
    }

    @Bean
    NullabilityConverter apiNulls() {
        return new NullabilityConverter();
    }

    @Bean
    ApiAnswers apiAnswers() {
        return new ApiAnswers();
    }

    @Bean
    ApiEvents apiEvents() {
        return new ApiEvents();
    }

    @Bean
    SubmissionBounds submissionBounds(PolitenessProperties politeness, FileRoots files) {
        return new SubmissionBounds(politeness.bounds(files), files.roots());
    }

    @Bean
    ApiExamples apiExamples() {
        return new ApiExamples();
    }

    @Bean
    OpenAPI openApi(ObjectProvider<BuildProperties> build) {
        BuildProperties known = build.getIfAvailable();
        return new OpenAPI()
                .info(new Info()
                        .title("Orbweaver")
                        .description("A self-hosted, reactive web crawler: post a job, watch its events.")
                        .version(known == null ? "development" : known.getVersion())
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")));
    }
}
